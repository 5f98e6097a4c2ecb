using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrefLab.Core.Storage.Migrations
{
    /// <summary>The application's role, the views of the schema audit, and room in the pages of the hot tables.</summary>
    public partial class AuditSchema : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DO $$ BEGIN
                    CREATE ROLE preflab_app NOLOGIN;
                EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
                END $$;

                ALTER TABLE comparisons SET (fillfactor = 85);
                ALTER TABLE annotators SET (fillfactor = 50);
                ALTER TABLE batches SET (fillfactor = 70);

                CREATE SCHEMA audit;

                CREATE VIEW audit.comparison AS
                SELECT project_id, id, external_id, overlap, taken, gold_preference IS NOT NULL AS is_gold
                FROM comparisons;

                CREATE VIEW audit.assignment AS
                SELECT project_id, id, comparison_id, annotator_id, batch_id, position, left_is_a, issued_at, expires_at,
                       CASE state WHEN 1 THEN 'leased' WHEN 2 THEN 'answered' WHEN 3 THEN 'skipped' WHEN 4 THEN 'expired' ELSE 'withdrawn' END AS state
                FROM assignments;

                CREATE VIEW audit.label AS
                SELECT l.project_id, l.id, l.assignment_id, l.comparison_id, l.annotator_id, l.submission_key, l.preference,
                       l.server_seconds, l.active_seconds, l.received_at, s.id AS superseded_by, l.excluded
                FROM labels l
                LEFT JOIN labels s ON s.project_id = l.project_id AND s.supersedes = l.id;

                CREATE VIEW audit.event AS
                SELECT id, nullif(project_id, 0) AS project_id, at, actor_id AS actor, kind, subject
                FROM audit_events;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP SCHEMA audit CASCADE;");
        }
    }
}
