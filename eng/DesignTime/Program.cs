Console.WriteLine("Start-up project of `dotnet ef`; see `make migration`.");
