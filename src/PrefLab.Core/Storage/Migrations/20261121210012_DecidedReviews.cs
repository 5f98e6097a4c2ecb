using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrefLab.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class DecidedReviews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_reviews_decided",
                table: "reviews");

            migrationBuilder.CreateIndex(
                name: "ix_reviews_decided",
                table: "reviews",
                columns: new[] { "project_id", "decided_at", "id" },
                filter: "state = 2");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_reviews_decided",
                table: "reviews");

            migrationBuilder.CreateIndex(
                name: "ix_reviews_decided",
                table: "reviews",
                columns: new[] { "project_id", "id" },
                filter: "state = 2");
        }
    }
}
