namespace FaceStream.Dashboard.Health;

/// <summary>One thing without which the service does not do its work.</summary>
public interface IReadinessCheck
{
    /// <summary>In a word, such as <c>gallery</c>.</summary>
    string Name { get; }

    /// <summary>What is amiss and what mends it, without names of people or secrets; null when all is well.</summary>
    string? Fault();
}
