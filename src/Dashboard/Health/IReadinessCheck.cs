namespace FaceStream.Dashboard.Health;

/// <summary>One thing without which the service does not do its work.</summary>
public interface IReadinessCheck
{
    /// <summary>In a word, such as <c>gallery</c>.</summary>
    string Name { get; }

    /// <summary>What is amiss and what mends it, without names of people or secrets; null when all is well.</summary>
    Complaint? Fault();
}

/// <summary>What is amiss.</summary>
/// <param name="Code">In a word that stays, for programs and for pages in other languages.</param>
/// <param name="Words">For people, in English.</param>
/// <param name="Values">What the words name.</param>
public sealed record Complaint(string Code, string Words, params IReadOnlyList<(string Name, string Value)> Values);
