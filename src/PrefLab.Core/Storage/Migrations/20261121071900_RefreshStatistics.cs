using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrefLab.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class RefreshStatistics : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A table that somebody else analyzes or vacuums just now is left to the next time.
            migrationBuilder.Sql(
                """
                CREATE FUNCTION public.refresh_statistics() RETURNS integer
                LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET lock_timeout = '50ms' AS $$
                DECLARE
                    grown record;
                    analyzed integer := 0;
                BEGIN
                    IF NOT pg_try_advisory_xact_lock(hashtext('preflab statistics')) THEN
                        RETURN 0;
                    END IF;
                    FOR grown IN
                        SELECT t.schemaname, t.relname FROM pg_stat_user_tables t JOIN pg_class c ON c.oid = t.relid
                        WHERE t.schemaname = 'public' AND t.n_mod_since_analyze > greatest(100, c.reltuples)
                    LOOP
                        BEGIN
                            EXECUTE format('ANALYZE %I.%I', grown.schemaname, grown.relname);
                            analyzed := analyzed + 1;
                        EXCEPTION WHEN lock_not_available THEN
                            NULL;
                        END;
                    END LOOP;
                    RETURN analyzed;
                END
                $$
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP FUNCTION public.refresh_statistics()");
        }
    }
}
