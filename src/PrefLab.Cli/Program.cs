Console.WriteLine("preflab");
