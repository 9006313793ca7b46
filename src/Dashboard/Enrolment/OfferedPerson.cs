namespace FaceStream.Dashboard.Enrolment;

/// <summary>Somebody who is to be enrolled.</summary>
/// <param name="Name">As it was given; whether it is a name is still to be seen.</param>
/// <param name="Pictures">In the order they are judged.</param>
internal sealed record OfferedPerson(string Name, IReadOnlyList<OfferedPicture> Pictures);

/// <summary>A picture that is to be enrolled, wherever it is.</summary>
/// <param name="File">As the report names it.</param>
/// <param name="Read">Its bytes, or enough of them to see that there are too many. <see cref="IOException"/> and <see cref="InvalidDataException"/> say what is wrong with it.</param>
internal sealed record OfferedPicture(string File, Func<ReadOnlyMemory<byte>> Read)
{
    /// <summary>One that is refused unread.</summary>
    public static OfferedPicture Refused(string file, string why) => new(file, () => throw new InvalidDataException(why));
}
