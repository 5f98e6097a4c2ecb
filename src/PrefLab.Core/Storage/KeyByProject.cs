using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PrefLab.Core.Storage;

/// <summary>The key of every table that grows with the work: <c>(project_id, id)</c>, the id from the database.</summary>
internal static class KeyByProject
{
    public static void HasProjectKey<TEntity>(
        this EntityTypeBuilder<TEntity> builder,
        Expression<Func<TEntity, object?>> key,
        Expression<Func<TEntity, Id<TEntity>>> id)
        where TEntity : class
    {
        builder.HasKey(key);
        builder.Property(id).ValueGeneratedOnAdd().UseIdentityByDefaultColumn();
    }
}
