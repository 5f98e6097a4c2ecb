using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrefLab.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class LabelsByAssignment : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_labels_comparisons_project_id_comparison_id",
                table: "labels");
            // Simulated annotators work in demonstrations only; this holds for what is there as well.
            migrationBuilder.Sql(
                "UPDATE projects SET is_demonstration = true WHERE NOT is_demonstration AND id IN (SELECT project_id FROM annotators WHERE is_simulated)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddForeignKey(
                name: "fk_labels_comparisons_project_id_comparison_id",
                table: "labels",
                columns: new[] { "project_id", "comparison_id" },
                principalTable: "comparisons",
                principalColumns: new[] { "project_id", "id" },
                onDelete: ReferentialAction.Restrict);
        }
    }
}
