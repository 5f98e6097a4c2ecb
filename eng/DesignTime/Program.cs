Console.WriteLine("Run by dotnet ef.");
