using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace PrefLab.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_events",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<long>(type: "bigint", nullable: true),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    data = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_events", x => new { x.project_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: false),
                    xml = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "people",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    display_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    is_administrator = table.Column<bool>(type: "boolean", nullable: false),
                    is_simulated = table.Column<bool>(type: "boolean", nullable: false),
                    is_demonstration = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true),
                    phone_number = table.Column<string>(type: "text", nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_people", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    guideline_version = table.Column<int>(type: "integer", nullable: false),
                    dimensions = table.Column<string>(type: "jsonb", nullable: false),
                    ties_allowed = table.Column<bool>(type: "boolean", nullable: false),
                    overlap = table.Column<int>(type: "integer", nullable: false),
                    batch_size = table.Column<int>(type: "integer", nullable: false),
                    gold_fraction = table.Column<double>(type: "double precision", nullable: false),
                    gold_exposure_cap = table.Column<int>(type: "integer", nullable: true),
                    quality_rule = table.Column<string>(type: "jsonb", nullable: false),
                    label_rate = table.Column<decimal>(type: "numeric(12,4)", precision: 12, scale: 4, nullable: false),
                    currency = table.Column<string>(type: "character(3)", fixedLength: true, maxLength: 3, nullable: false),
                    pays_excluded = table.Column<bool>(type: "boolean", nullable: false),
                    is_demonstration = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    comparison_count = table.Column<int>(type: "integer", nullable: false),
                    gold_count = table.Column<int>(type: "integer", nullable: false),
                    labels_needed = table.Column<long>(type: "bigint", nullable: false),
                    release_version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects", x => x.id);
                    table.CheckConstraint("ck_projects_batch_size", "batch_size BETWEEN 1 AND 500");
                    table.CheckConstraint("ck_projects_gold_exposure_cap", "gold_exposure_cap >= 1");
                    table.CheckConstraint("ck_projects_gold_fraction", "gold_fraction BETWEEN 0 AND 0.5");
                    table.CheckConstraint("ck_projects_label_rate", "label_rate >= 0");
                    table.CheckConstraint("ck_projects_overlap", "overlap BETWEEN 1 AND 1000");
                    table.CheckConstraint("ck_projects_state", "state BETWEEN 1 AND 5");
                });

            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    prefix = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    scope = table.Column<short>(type: "smallint", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => x.id);
                    table.CheckConstraint("ck_api_keys_scope", "scope BETWEEN 1 AND 4");
                    table.ForeignKey(
                        name: "fk_api_keys_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "person_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_person_claims_people_user_id",
                        column: x => x.user_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "person_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    provider_key = table.Column<string>(type: "text", nullable: false),
                    provider_display_name = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_person_logins_people_user_id",
                        column: x => x.user_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "person_tokens",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_person_tokens_people_user_id",
                        column: x => x.user_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "annotators",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    is_simulated = table.Column<bool>(type: "boolean", nullable: false),
                    standing = table.Column<short>(type: "smallint", nullable: false),
                    standing_reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    standing_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    joined_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answered = table.Column<int>(type: "integer", nullable: false),
                    golds_answered = table.Column<int>(type: "integer", nullable: false),
                    golds_correct = table.Column<int>(type: "integer", nullable: false),
                    test_golds = table.Column<int>(type: "integer", nullable: false),
                    test_golds_correct = table.Column<int>(type: "integer", nullable: false),
                    left_answers = table.Column<int>(type: "integer", nullable: false),
                    right_answers = table.Column<int>(type: "integer", nullable: false),
                    skipped = table.Column<int>(type: "integer", nullable: false),
                    golds_shown_a = table.Column<int>(type: "integer", nullable: false),
                    golds_shown_b = table.Column<int>(type: "integer", nullable: false),
                    time_bins = table.Column<int[]>(type: "integer[]", nullable: false),
                    last_answer_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cursor = table.Column<long>(type: "bigint", nullable: false),
                    walked_version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_annotators", x => new { x.project_id, x.id });
                    table.CheckConstraint("ck_annotators_golds", "golds_correct BETWEEN 0 AND golds_answered AND golds_answered <= answered");
                    table.CheckConstraint("ck_annotators_standing", "standing BETWEEN 1 AND 5");
                    table.CheckConstraint("ck_annotators_test_golds", "test_golds_correct BETWEEN 0 AND test_golds AND test_golds <= golds_answered");
                    table.ForeignKey(
                        name: "fk_annotators_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_annotators_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "guidelines",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    markdown = table.Column<string>(type: "character varying(200000)", maxLength: 200000, nullable: false),
                    summary = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    published_by = table.Column<long>(type: "bigint", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_guidelines", x => new { x.project_id, x.version });
                    table.ForeignKey(
                        name: "fk_guidelines_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "imports",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    format = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    started_by = table.Column<long>(type: "bigint", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    added = table.Column<int>(type: "integer", nullable: false),
                    added_golds = table.Column<int>(type: "integer", nullable: false),
                    already_there = table.Column<int>(type: "integer", nullable: false),
                    labels_needed = table.Column<long>(type: "bigint", nullable: false),
                    error_count = table.Column<int>(type: "integer", nullable: false),
                    warning_count = table.Column<int>(type: "integer", nullable: false),
                    errors = table.Column<string>(type: "jsonb", nullable: false),
                    warnings = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imports", x => new { x.project_id, x.id });
                    table.CheckConstraint("ck_imports_state", "state BETWEEN 1 AND 3");
                    table.ForeignKey(
                        name: "fk_imports_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "memberships",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    role = table.Column<short>(type: "smallint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_memberships", x => new { x.project_id, x.person_id });
                    table.CheckConstraint("ck_memberships_role", "role BETWEEN 1 AND 4");
                    table.ForeignKey(
                        name: "fk_memberships_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_memberships_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "one_time_links",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    purpose = table.Column<short>(type: "smallint", nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: true),
                    role = table.Column<short>(type: "smallint", nullable: true),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    person_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_one_time_links", x => x.id);
                    table.CheckConstraint("ck_one_time_links_purpose", "purpose BETWEEN 1 AND 3");
                    table.CheckConstraint("ck_one_time_links_role", "role BETWEEN 1 AND 4");
                    table.ForeignKey(
                        name: "fk_one_time_links_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_one_time_links_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "batches",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    annotator_id = table.Column<long>(type: "bigint", nullable: false),
                    size = table.Column<int>(type: "integer", nullable: false),
                    gold_positions = table.Column<int[]>(type: "integer[]", nullable: false),
                    next_position = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_batches", x => new { x.project_id, x.id });
                    table.CheckConstraint("ck_batches_position", "size BETWEEN 1 AND 500 AND next_position BETWEEN 0 AND size");
                    table.ForeignKey(
                        name: "fk_batches_annotators_project_id_annotator_id",
                        columns: x => new { x.project_id, x.annotator_id },
                        principalTable: "annotators",
                        principalColumns: new[] { "project_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "comparisons",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    external_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    prompt = table.Column<string>(type: "text", nullable: false),
                    prompt_is_chat = table.Column<bool>(type: "boolean", nullable: false),
                    response_a = table.Column<string>(type: "text", nullable: false),
                    response_b = table.Column<string>(type: "text", nullable: false),
                    model_a = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    model_b = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    metadata = table.Column<string>(type: "jsonb", nullable: true),
                    imported_labels = table.Column<string>(type: "jsonb", nullable: true),
                    import_id = table.Column<long>(type: "bigint", nullable: true),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    overlap = table.Column<int>(type: "integer", nullable: false),
                    taken = table.Column<int>(type: "integer", nullable: false),
                    n0 = table.Column<int>(type: "integer", nullable: false),
                    n1 = table.Column<int>(type: "integer", nullable: false),
                    n2 = table.Column<int>(type: "integer", nullable: false),
                    n3 = table.Column<int>(type: "integer", nullable: false),
                    n4 = table.Column<int>(type: "integer", nullable: false),
                    gold_preference = table.Column<short>(type: "smallint", nullable: true),
                    gold_explanation = table.Column<string>(type: "text", nullable: true),
                    gold_key = table.Column<double>(type: "double precision", nullable: false),
                    exposures = table.Column<int>(type: "integer", nullable: false),
                    sort_key = table.Column<long>(type: "bigint", nullable: false, computedColumnSql: "id - priority::bigint * 1099511627776", stored: true),
                    is_open = table.Column<bool>(type: "boolean", nullable: false, computedColumnSql: "gold_preference IS NULL AND taken < overlap", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_comparisons", x => new { x.project_id, x.id });
                    table.CheckConstraint("ck_comparisons_gold_preference", "gold_preference BETWEEN 0 AND 4");
                    table.CheckConstraint("ck_comparisons_levels", "n0 >= 0 AND n1 >= 0 AND n2 >= 0 AND n3 >= 0 AND n4 >= 0");
                    table.CheckConstraint("ck_comparisons_overlap", "overlap BETWEEN 1 AND 1000");
                    table.CheckConstraint("ck_comparisons_priority", "priority BETWEEN -1000000 AND 1000000");
                    table.CheckConstraint("ck_comparisons_taken", "CASE WHEN gold_preference IS NULL THEN taken BETWEEN n0 + n1 + n2 + n3 + n4 AND overlap ELSE taken = 0 END");
                    table.ForeignKey(
                        name: "fk_comparisons_imports_project_id_import_id",
                        columns: x => new { x.project_id, x.import_id },
                        principalTable: "imports",
                        principalColumns: new[] { "project_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_comparisons_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "assignments",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    token = table.Column<Guid>(type: "uuid", nullable: false),
                    comparison_id = table.Column<long>(type: "bigint", nullable: false),
                    annotator_id = table.Column<long>(type: "bigint", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: true),
                    position = table.Column<int>(type: "integer", nullable: true),
                    left_is_a = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    skip_reason = table.Column<short>(type: "smallint", nullable: true),
                    skip_comment = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assignments", x => new { x.project_id, x.id });
                    table.CheckConstraint("ck_assignments_lease", "expires_at > issued_at");
                    table.CheckConstraint("ck_assignments_position", "(batch_id IS NULL) = (position IS NULL)");
                    table.CheckConstraint("ck_assignments_skip_reason", "(state = 3) = (skip_reason IS NOT NULL) AND skip_reason BETWEEN 1 AND 5");
                    table.CheckConstraint("ck_assignments_state", "state BETWEEN 1 AND 5");
                    table.ForeignKey(
                        name: "fk_assignments_annotators_project_id_annotator_id",
                        columns: x => new { x.project_id, x.annotator_id },
                        principalTable: "annotators",
                        principalColumns: new[] { "project_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_assignments_batches_project_id_batch_id",
                        columns: x => new { x.project_id, x.batch_id },
                        principalTable: "batches",
                        principalColumns: new[] { "project_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_assignments_comparisons_project_id_comparison_id",
                        columns: x => new { x.project_id, x.comparison_id },
                        principalTable: "comparisons",
                        principalColumns: new[] { "project_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "labels",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    assignment_id = table.Column<long>(type: "bigint", nullable: false),
                    comparison_id = table.Column<long>(type: "bigint", nullable: false),
                    annotator_id = table.Column<long>(type: "bigint", nullable: false),
                    submission_key = table.Column<Guid>(type: "uuid", nullable: false),
                    preference = table.Column<short>(type: "smallint", nullable: false),
                    left_is_a = table.Column<bool>(type: "boolean", nullable: false),
                    both_bad = table.Column<bool>(type: "boolean", nullable: false),
                    dimensions = table.Column<string>(type: "jsonb", nullable: true),
                    comment = table.Column<string>(type: "character varying(10000)", maxLength: 10000, nullable: true),
                    server_seconds = table.Column<double>(type: "double precision", nullable: true),
                    active_seconds = table.Column<double>(type: "double precision", nullable: true),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    guideline_version = table.Column<int>(type: "integer", nullable: false),
                    is_gold = table.Column<bool>(type: "boolean", nullable: false),
                    supersedes = table.Column<long>(type: "bigint", nullable: true),
                    is_current = table.Column<bool>(type: "boolean", nullable: false),
                    excluded = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_labels", x => new { x.project_id, x.id });
                    table.CheckConstraint("ck_labels_preference", "preference BETWEEN 0 AND 4");
                    table.CheckConstraint("ck_labels_seconds", "server_seconds >= 0 AND active_seconds >= 0");
                    table.ForeignKey(
                        name: "fk_labels_annotators_project_id_annotator_id",
                        columns: x => new { x.project_id, x.annotator_id },
                        principalTable: "annotators",
                        principalColumns: new[] { "project_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_labels_assignments_project_id_assignment_id",
                        columns: x => new { x.project_id, x.assignment_id },
                        principalTable: "assignments",
                        principalColumns: new[] { "project_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_labels_comparisons_project_id_comparison_id",
                        columns: x => new { x.project_id, x.comparison_id },
                        principalTable: "comparisons",
                        principalColumns: new[] { "project_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_annotators_person_id",
                table: "annotators",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_annotators_project_id_person_id",
                table: "annotators",
                columns: new[] { "project_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_hash",
                table: "api_keys",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_person_id",
                table: "api_keys",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_assignments_expiring",
                table: "assignments",
                column: "expires_at",
                filter: "state = 1");

            migrationBuilder.CreateIndex(
                name: "ix_assignments_leased",
                table: "assignments",
                columns: new[] { "project_id", "annotator_id", "id" },
                filter: "state = 1");

            migrationBuilder.CreateIndex(
                name: "ix_assignments_project_id_batch_id",
                table: "assignments",
                columns: new[] { "project_id", "batch_id" });

            migrationBuilder.CreateIndex(
                name: "ix_assignments_project_id_comparison_id_annotator_id",
                table: "assignments",
                columns: new[] { "project_id", "comparison_id", "annotator_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_assignments_project_id_token",
                table: "assignments",
                columns: new[] { "project_id", "token" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_batches_unfinished",
                table: "batches",
                columns: new[] { "project_id", "annotator_id" },
                unique: true,
                filter: "finished_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_comparisons_gold",
                table: "comparisons",
                columns: new[] { "project_id", "gold_key" },
                filter: "gold_preference IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_comparisons_open",
                table: "comparisons",
                columns: new[] { "project_id", "sort_key" },
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "ix_comparisons_project_id_external_id",
                table: "comparisons",
                columns: new[] { "project_id", "external_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_comparisons_project_id_import_id",
                table: "comparisons",
                columns: new[] { "project_id", "import_id" });

            migrationBuilder.CreateIndex(
                name: "ix_labels_current",
                table: "labels",
                columns: new[] { "project_id", "comparison_id", "annotator_id" },
                unique: true,
                filter: "is_current");

            migrationBuilder.CreateIndex(
                name: "ix_labels_project_id_annotator_id_id",
                table: "labels",
                columns: new[] { "project_id", "annotator_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_labels_project_id_assignment_id",
                table: "labels",
                columns: new[] { "project_id", "assignment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_labels_project_id_submission_key",
                table: "labels",
                columns: new[] { "project_id", "submission_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_memberships_person_id",
                table: "memberships",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_one_time_links_person_id",
                table: "one_time_links",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_one_time_links_project_id",
                table: "one_time_links",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_one_time_links_token_hash",
                table: "one_time_links",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "email_index",
                table: "people",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "user_name_index",
                table: "people",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_person_claims_user_id",
                table: "person_claims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_person_logins_user_id",
                table: "person_logins",
                column: "user_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_keys");

            migrationBuilder.DropTable(
                name: "audit_events");

            migrationBuilder.DropTable(
                name: "data_protection_keys");

            migrationBuilder.DropTable(
                name: "guidelines");

            migrationBuilder.DropTable(
                name: "labels");

            migrationBuilder.DropTable(
                name: "memberships");

            migrationBuilder.DropTable(
                name: "one_time_links");

            migrationBuilder.DropTable(
                name: "person_claims");

            migrationBuilder.DropTable(
                name: "person_logins");

            migrationBuilder.DropTable(
                name: "person_tokens");

            migrationBuilder.DropTable(
                name: "assignments");

            migrationBuilder.DropTable(
                name: "batches");

            migrationBuilder.DropTable(
                name: "comparisons");

            migrationBuilder.DropTable(
                name: "annotators");

            migrationBuilder.DropTable(
                name: "imports");

            migrationBuilder.DropTable(
                name: "people");

            migrationBuilder.DropTable(
                name: "projects");
        }
    }
}
