using Microsoft.Data.Sqlite;

namespace FaceStream.Gallery.Storage;

/// <summary>How people stand in the file.</summary>
internal static class PersonRows
{
    /// <summary>What <see cref="Read"/> reads, in its order.</summary>
    public const string Columns = "person.id, person.name, person.created, person.hidden";

    /// <summary>Somebody, from <see cref="Columns"/>.</summary>
    public static Person Read(SqliteDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetTime(2)) { Hidden = row.GetBoolean(3) };

    extension(SqliteConnection connection)
    {
        /// <summary>Who has this name, or a twin of it.</summary>
        public Person? PersonNamed(string name) =>
            connection.All($"SELECT {Columns} FROM person WHERE key = $1", Read, PersonName.Key(name)) is [var person] ? person : null;

        /// <summary>Adds somebody whom <see cref="PersonNamed"/> does not know.</summary>
        public Person AddPerson(string name, DateTimeOffset at)
        {
            connection.Run("INSERT INTO person (name, key, created) VALUES ($1, $2, $3)", name, PersonName.Key(name), at.ToUnixTimeMilliseconds());
            return connection.PersonNamed(name)!;
        }

        /// <summary>Gives somebody another name.</summary>
        /// <exception cref="GalleryRefusedException">It is taken, or there is no such person.</exception>
        public Person RenamePerson(long person, string name)
        {
            if (connection.PersonNamed(name) is { } other && other.Id != person)
                throw new GalleryRefusedException(GalleryRefusal.NameTaken, $"'{other.Name}' is enrolled already. Merge the two if they are one person.") { Holder = other };
            MustExist(person, connection.Run("UPDATE person SET name = $2, key = $3 WHERE id = $1", person, name, PersonName.Key(name)));
            return connection.PersonNamed(name)!;
        }

        /// <summary>Hides somebody, or shows them again.</summary>
        /// <exception cref="GalleryRefusedException">There is no such person.</exception>
        public Person HidePerson(long person, bool hidden)
        {
            MustExist(person, connection.Run("UPDATE person SET hidden = $2 WHERE id = $1", person, hidden ? 1 : 0));
            return connection.All($"SELECT {Columns} FROM person WHERE id = $1", Read, person)[0];
        }

        /// <summary>Removes somebody, with all that hangs on the row.</summary>
        /// <exception cref="GalleryRefusedException">There is no such person.</exception>
        public void RemovePerson(long person) => MustExist(person, connection.Run("DELETE FROM person WHERE id = $1", person));

        /// <summary>Gives somebody's templates to another, and removes the first.</summary>
        /// <exception cref="GalleryRefusedException">There is no such person.</exception>
        public void MergePeople(long from, long into)
        {
            MustExist(into, (int)connection.Number("SELECT count(*) FROM person WHERE id = $1", into));
            connection.Run("UPDATE template SET person = $2 WHERE person = $1", from, into);
            connection.RemovePerson(from);
        }
    }

    private static void MustExist(long person, int rows)
    {
        if (rows == 0)
            throw new GalleryRefusedException(GalleryRefusal.NoSuchPerson, $"There is no person {person} in this gallery.");
    }
}
