using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrefLab.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class RecountGolds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // What is a gold now counts, as when a known answer changes; comparisons that stopped being golds before that was so had left their tallies behind.
            migrationBuilder.Sql(
                """
                UPDATE annotators a SET golds_answered = found.answered, golds_correct = found.correct, excluded_golds = found.excluded
                FROM (
                    SELECT a.project_id, a.id, count(c.id)::int AS answered,
                           (count(*) FILTER (WHERE sign(l.preference - 2) = sign(c.gold_preference - 2)))::int AS correct,
                           (count(*) FILTER (WHERE c.id IS NOT NULL AND stands.excluded))::int AS excluded
                    FROM annotators a
                    LEFT JOIN labels l ON l.project_id = a.project_id AND l.annotator_id = a.id AND l.is_gold AND l.supersedes IS NULL
                    LEFT JOIN comparisons c ON c.project_id = l.project_id AND c.id = l.comparison_id AND c.use = 2
                    LEFT JOIN labels stands ON stands.project_id = l.project_id AND stands.assignment_id = l.assignment_id AND stands.is_current
                    GROUP BY a.project_id, a.id) found
                WHERE a.project_id = found.project_id AND a.id = found.id
                  AND (a.golds_answered, a.golds_correct, a.excluded_golds) <> (found.answered, found.correct, found.excluded)
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
        }
    }
}
