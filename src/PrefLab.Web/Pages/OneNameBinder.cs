using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;
using PrefLab.Web.Content;

namespace PrefLab.Web.Pages;

/// <summary>Binds an enumeration by <see cref="OneName"/>.</summary>
public sealed class OneNameBinder(Type enumeration, IModelBinder usual) : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var value = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (string.IsNullOrEmpty(value.FirstValue) || OneName.IsOf(enumeration, value.FirstValue))
        {
            return usual.BindModelAsync(bindingContext);
        }

        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, value);
        bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, OneName.MessageOf(enumeration));
        return Task.CompletedTask;
    }

    public sealed class Provider : IModelBinderProvider
    {
        private readonly EnumTypeModelBinderProvider usual = new(new());

        public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
            usual.GetBinder(context) is { } binder ? new OneNameBinder(context.Metadata.UnderlyingOrModelType, binder) : null;
    }
}
