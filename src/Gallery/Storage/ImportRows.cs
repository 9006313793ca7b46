using FaceStream.Gallery.Transfer;
using Microsoft.Data.Sqlite;

namespace FaceStream.Gallery.Storage;

/// <summary>Adds people from another gallery. The caller's transaction makes it one change.</summary>
internal static class ImportRows
{
    /// <summary>Adds somebody, or what is new of somebody known.</summary>
    public static ImportedPerson Add(SqliteConnection writer, PersonCopy copy)
    {
        var known = writer.PersonNamed(copy.Name);
        if (known is null && copy.Looks.Count == 0 && copy.Refused.Count > 0)
            return new(null, copy.Name, false, 0, 0, copy.Refused);

        // Who is known here stays as shown or hidden as here.
        var person = known ?? writer.AddPerson(copy.Name, copy.Created);
        if (known is null && copy.Hidden)
            person = writer.HidePerson(person.Id, hidden: true);
        var (added, there, refused) = (new HashSet<long>(), 0, copy.Refused.ToList());
        foreach (var (look, at) in copy.Looks)
        {
            try
            {
                if (writer.HasTemplate(person.Id, look))
                    there++;
                else
                    added.Add(writer.AddTemplate(person.Id, look, at).Id);
            }
            catch (GalleryRefusedException e)
            {
                refused.Add(new(look.Source, e.Message));
            }
        }

        if (added.Count > 0)
            CoverageRows.Settle(writer, person.Id, added);
        return new(person, copy.Name, known is null, added.Count, there, refused);
    }
}
