.PHONY: migration

# make migration NAME=AddSomething
migration:
	dotnet tool restore
	dotnet ef migrations add $(NAME) --project src/PrefLab.Core --startup-project eng/DesignTime --output-dir Storage/Migrations
