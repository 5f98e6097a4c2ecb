using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrefLab.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class GuidelineReadings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "guideline_readings",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    annotator_id = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_guideline_readings", x => new { x.project_id, x.annotator_id });
                    table.ForeignKey(
                        name: "fk_guideline_readings_annotators_project_id_annotator_id",
                        columns: x => new { x.project_id, x.annotator_id },
                        principalTable: "annotators",
                        principalColumns: new[] { "project_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_guideline_readings_guidelines_project_id_version",
                        columns: x => new { x.project_id, x.version },
                        principalTable: "guidelines",
                        principalColumns: new[] { "project_id", "version" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_guideline_readings_project_id_version",
                table: "guideline_readings",
                columns: new[] { "project_id", "version" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "guideline_readings");
        }
    }
}
