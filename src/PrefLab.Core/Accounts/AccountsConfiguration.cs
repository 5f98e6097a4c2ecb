using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrefLab.Core.Projects;

namespace PrefLab.Core.Accounts;

internal sealed class AccountsConfiguration :
    IEntityTypeConfiguration<Person>,
    IEntityTypeConfiguration<Membership>,
    IEntityTypeConfiguration<ApiKey>,
    IEntityTypeConfiguration<OneTimeLink>,
    IEntityTypeConfiguration<IdentityUserClaim<long>>,
    IEntityTypeConfiguration<IdentityUserLogin<long>>,
    IEntityTypeConfiguration<IdentityUserToken<long>>
{
    private const int HashLength = 32;

    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("people");
        builder.Property(person => person.DisplayName).HasMaxLength(Limits.Name);
        builder.Property(person => person.Settings).HasColumnType("jsonb");
    }

    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("memberships", table => table.HasCheckConstraint("ck_memberships_role", "role BETWEEN 1 AND 4"));
        builder.HasKey(membership => new { membership.ProjectId, membership.PersonId });
        builder.HasIndex(membership => membership.PersonId);
        builder.HasOne<Project>().WithMany(project => project.Memberships).HasForeignKey(membership => membership.ProjectId);
        builder.HasOne<Person>().WithMany().HasForeignKey(membership => membership.PersonId);
    }

    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys", table => table.HasCheckConstraint("ck_api_keys_scope", "scope BETWEEN 1 AND 4"));
        builder.Property(key => key.Name).HasMaxLength(Limits.Name);
        builder.Property(key => key.Prefix).HasMaxLength(16);
        builder.Property(key => key.Hash).HasMaxLength(HashLength);
        builder.HasIndex(key => key.Hash).IsUnique();
        builder.HasIndex(key => key.PersonId);
        builder.HasOne<Person>().WithMany().HasForeignKey(key => key.PersonId);
    }

    public void Configure(EntityTypeBuilder<OneTimeLink> builder)
    {
        builder.ToTable("one_time_links", table =>
        {
            table.HasCheckConstraint("ck_one_time_links_purpose", "purpose BETWEEN 1 AND 3");
            table.HasCheckConstraint("ck_one_time_links_role", "role BETWEEN 1 AND 4");
        });
        builder.Property(link => link.TokenHash).HasMaxLength(HashLength);
        builder.Property(link => link.Email).HasMaxLength(Limits.Email);
        builder.HasIndex(link => link.TokenHash).IsUnique();
        builder.HasIndex(link => link.ProjectId);
        builder.HasOne<Project>().WithMany().HasForeignKey(link => link.ProjectId);
        builder.HasOne<Person>().WithMany().HasForeignKey(link => link.PersonId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserClaim<long>> builder) => builder.ToTable("person_claims");

    public void Configure(EntityTypeBuilder<IdentityUserLogin<long>> builder) => builder.ToTable("person_logins");

    public void Configure(EntityTypeBuilder<IdentityUserToken<long>> builder) => builder.ToTable("person_tokens");
}
