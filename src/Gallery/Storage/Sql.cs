using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FaceStream.Gallery.Storage;

/// <summary>Statements with their values apart: text from outside never becomes part of a statement.</summary>
internal static class Sql
{
    /// <summary>A value for a statement: null is NULL.</summary>
    public static object OrNull(object? value) => value ?? DBNull.Value;

    extension(SqliteConnection connection)
    {
        /// <summary>A statement; <c>$1</c>, <c>$2</c>… stand for the values.</summary>
        public SqliteCommand Statement(string sql, params ReadOnlySpan<object> values)
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
                command.Parameters.AddWithValue($"${i + 1}", values[i]);
            return command;
        }

        /// <summary>Runs a statement, and says how many rows it changed.</summary>
        public int Run(string sql, params ReadOnlySpan<object> values)
        {
            using var command = connection.Statement(sql, values);
            return command.ExecuteNonQuery();
        }

        /// <summary>The first value of the first row, or null when there is none.</summary>
        public object? Value(string sql, params ReadOnlySpan<object> values)
        {
            using var command = connection.Statement(sql, values);
            return command.ExecuteScalar() is { } value and not DBNull ? value : null;
        }

        /// <summary>A number that is certainly there.</summary>
        public long Number(string sql, params ReadOnlySpan<object> values) => (long)connection.Value(sql, values)!;

        /// <summary>Every row, as <paramref name="row"/> reads it.</summary>
        public List<T> All<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object> values)
        {
            using var command = connection.Statement(sql, values);
            using var reader = command.ExecuteReader();
            List<T> rows = [];
            while (reader.Read())
                rows.Add(row(reader));
            return rows;
        }
    }

    extension(SqliteDataReader reader)
    {
        /// <summary>A time kept as milliseconds since 1970, UTC.</summary>
        public DateTimeOffset GetTime(int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

        /// <summary>Bytes where SQLite has them, without a copy; gone with the next row.</summary>
        public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(reader.Handle, column);
    }
}
