.PHONY: run test lint bench load migration

# The demonstration: builds, starts PostgreSQL and PrefLab, labels, prints the address and the sign-ins.
run:
	@bash eng/run.sh

# Every test; brings what the tests need.
test:
	@bash eng/test.sh

# Analyzers as errors, formatting, and the lengths of files.
lint:
	@bash eng/lint.sh

# Ratios measured in one run: the hot path beside pgbench, files beside \copy, a million comparisons beside none.
bench:
	dotnet run --project tests/PrefLab.Benchmarks -c Release -- bench

# The hot path beside pgbench, latencies of 200 annotators, the promises P1 to P5 at full counts.
load:
	dotnet run --project tests/PrefLab.Benchmarks -c Release -- load

# make migration NAME=AddSomething
migration:
	dotnet tool restore
	dotnet restore eng/DesignTime
	dotnet ef migrations add $(NAME) --project src/PrefLab.Core --startup-project eng/DesignTime --output-dir Storage/Migrations
