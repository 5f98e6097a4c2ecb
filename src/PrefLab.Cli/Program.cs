using PrefLab.Cli;

return await PrefLabCommand.Create(TimeProvider.System).Parse(args).InvokeAsync();
