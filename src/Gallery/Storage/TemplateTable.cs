using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace FaceStream.Gallery.Storage;

/// <summary>How templates, their models and their pictures stand in the file.</summary>
internal static class TemplateTable
{
    extension(SqliteConnection connection)
    {
        /// <summary>Adds one with its picture.</summary>
        public Template AddTemplate(long person, NewTemplate template, DateTimeOffset now)
        {
            const string Insert = """
                INSERT INTO template (person, model, vector, quality, pictured, source, created, standing, yaw, pitch, digest, forced)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id
                """;
            var (embedding, at) = (template.Embedding, now.ToUnixTimeMilliseconds());
            var id = connection.Number(
                Insert, person, connection.ModelOf(embedding), Bytes(embedding), (double)template.Quality, template.Picture.IsEmpty ? 0 : 1, template.Source, at,
                (int)(template.Restored ? Standing.Restored : Standing.Searched), Sql.OrNull(template.Pose?.Yaw), Sql.OrNull(template.Pose?.Pitch), Sql.OrNull(template.Digest.IsEmpty ? null : template.Digest.ToArray()),
                Sql.OrNull(template.Forced));
            if (!template.Picture.IsEmpty)
                connection.Run("INSERT INTO picture (template, jpeg) VALUES ($1, $2)", id, template.Picture.ToArray());
            return new(id, person, embedding, template.Quality, template.Source, DateTimeOffset.FromUnixTimeMilliseconds(at));
        }

        /// <summary>Puts one of another vector in the place of one, with all else that is known of it.</summary>
        /// <returns>Its id, and whose it is.</returns>
        /// <exception cref="GalleryRefusedException">There is no such template.</exception>
        public (long Id, long Person) ReplaceTemplate(long template, Embedding embedding)
        {
            const string Copy = """
                INSERT INTO template (person, model, vector, quality, pictured, source, created, standing, yaw, pitch, digest, forced, origin)
                SELECT person, $2, $3, quality, pictured, source, created, iif(standing = 2, 2, 0), yaw, pitch, digest, forced, coalesce(origin, id) FROM template WHERE id = $1 RETURNING id
                """;
            var person = connection.OwnerOf(template);
            var id = connection.Number(Copy, template, connection.ModelOf(embedding), Bytes(embedding));
            connection.Run("UPDATE picture SET template = $2 WHERE template = $1", template, id);
            connection.Run("DELETE FROM template WHERE id = $1", template);
            return (id, person);
        }

        /// <summary>A template as it is known outside the file.</summary>
        public Template TemplateOf(long id, Embedding embedding) => connection.All(
            "SELECT person, quality, source, created FROM template WHERE id = $1",
            row => new Template(id, row.GetInt64(0), embedding, row.GetFloat(1), row.GetString(2), row.GetTime(3)), id)[0];

        /// <summary>Which template an id means: itself, or the newest that was put in its place; null when neither is there.</summary>
        public long? TemplateNow(long template) =>
            connection.Value("SELECT id FROM template WHERE id = $1 UNION SELECT id FROM template WHERE origin = $1 ORDER BY id DESC LIMIT 1", template) as long?;

        /// <summary>Whose a template is.</summary>
        /// <exception cref="GalleryRefusedException">There is no such template.</exception>
        public long OwnerOf(long template) => connection.Value("SELECT person FROM template WHERE id = $1", template) as long? ?? throw NoSuch(template);

        /// <summary>Whether somebody has exactly this vector, or this crop with another model's: it was embedded again since.</summary>
        public bool HasTemplate(long person, NewTemplate look) => connection.Value(
            """
            SELECT 1 FROM template LEFT JOIN picture ON picture.template = template.id
            WHERE person = $1 AND CASE WHEN model = (SELECT id FROM model WHERE name = $2) THEN vector = $3 ELSE jpeg = $4 END
            """, person, look.Embedding.Model, Bytes(look.Embedding), look.Picture.ToArray()) is not null;

        /// <summary>The first embedding of a model settles its dimension, for as long as there are templates of it.</summary>
        private long ModelOf(Embedding embedding)
        {
            var dimension = embedding.Vector.Length;
            connection.Run("INSERT INTO model (name, dimension) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", embedding.Model, dimension);
            var known = connection.Number("SELECT dimension FROM model WHERE name = $1", embedding.Model);
            if (known != dimension && connection.Run(
                "UPDATE model SET dimension = $2 WHERE name = $1 AND id NOT IN (SELECT model FROM template)", embedding.Model, dimension) == 0)
            {
                throw new GalleryRefusedException(GalleryRefusal.BadEmbedding,
                    $"Model '{embedding.Model}' has {known} numbers in this gallery, the embedding has {dimension}. Embed the picture with that model, or give the other model another id.");
            }

            return connection.Number("SELECT id FROM model WHERE name = $1", embedding.Model);
        }
    }

    /// <summary>Nothing has this id.</summary>
    public static GalleryRefusedException NoSuch(long template) =>
        new(GalleryRefusal.NoSuchTemplate, $"There is no template {template} in this gallery.");

    private static byte[] Bytes(Embedding embedding) => MemoryMarshal.AsBytes(embedding.Vector.Span).ToArray();
}

/// <summary>Whether a template is searched.</summary>
internal enum Standing
{
    /// <summary>Yes.</summary>
    Searched = 0,

    /// <summary>No: another shows as much.</summary>
    SetAside = 1,

    /// <summary>Yes, because an operator wants it, whatever covers it.</summary>
    Restored = 2,
}
