using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrefLab.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class LiveTests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_annotators_test_golds",
                table: "annotators");

            migrationBuilder.RenameColumn(
                name: "quality_rule",
                table: "projects",
                newName: "quality");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "concern_since",
                table: "annotators",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "evidence",
                table: "annotators",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "evidence_after",
                table: "annotators",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<double>(
                name: "risk",
                table: "annotators",
                type: "double precision",
                nullable: false,
                defaultValue: 0.050000000000000003);

            migrationBuilder.AddColumn<long[]>(
                name: "waiting",
                table: "annotators",
                type: "bigint[]",
                nullable: false,
                defaultValueSql: "'{}'");

            // What was counted stays counted; the answers of others count from now on.
            migrationBuilder.Sql(
                """
                UPDATE projects SET quality = jsonb_build_object('golds', quality, 'peers', NULL, 'noticesDrops', true, 'pauses', false);
                UPDATE annotators SET evidence = jsonb_build_object(
                    'golds', jsonb_build_object('golds', test_golds, 'correct', test_golds_correct), 'drift', 0,
                    'peers', jsonb_build_object('answers', 0, 'forA', 0, 'forB', 0, 'forLeft', 0, 'honest', 0, 'ties', 0, 'firstFlag', NULL))
                WHERE test_golds > 0;
                """);

            migrationBuilder.DropColumn(
                name: "test_golds",
                table: "annotators");

            migrationBuilder.DropColumn(
                name: "test_golds_correct",
                table: "annotators");

            migrationBuilder.AddCheckConstraint(
                name: "ck_annotators_risk",
                table: "annotators",
                sql: "risk BETWEEN 0 AND 1");

            migrationBuilder.AddCheckConstraint(
                name: "ck_annotators_waiting",
                table: "annotators",
                sql: "cardinality(waiting) <= 128");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_annotators_risk",
                table: "annotators");

            migrationBuilder.DropCheckConstraint(
                name: "ck_annotators_waiting",
                table: "annotators");

            migrationBuilder.AddColumn<int>(
                name: "test_golds",
                table: "annotators",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "test_golds_correct",
                table: "annotators",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.Sql(
                """
                UPDATE annotators SET test_golds = (evidence -> 'golds' ->> 'golds')::int, test_golds_correct = (evidence -> 'golds' ->> 'correct')::int
                WHERE evidence IS NOT NULL;
                UPDATE projects SET quality = CASE
                    WHEN quality -> 'golds' ->> '$type' = 'classic' THEN quality -> 'golds' ELSE jsonb_build_object('$type', 'none') END;
                """);

            migrationBuilder.DropColumn(
                name: "concern_since",
                table: "annotators");

            migrationBuilder.DropColumn(
                name: "evidence",
                table: "annotators");

            migrationBuilder.DropColumn(
                name: "evidence_after",
                table: "annotators");

            migrationBuilder.DropColumn(
                name: "risk",
                table: "annotators");

            migrationBuilder.DropColumn(
                name: "waiting",
                table: "annotators");

            migrationBuilder.RenameColumn(
                name: "quality",
                table: "projects",
                newName: "quality_rule");

            migrationBuilder.AddCheckConstraint(
                name: "ck_annotators_test_golds",
                table: "annotators",
                sql: "test_golds_correct BETWEEN 0 AND test_golds AND test_golds <= golds_answered");
        }
    }
}
