using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceStream.Dashboard.Web;

/// <summary>Errors as RFC 9457 says: <c>application/problem+json</c> with a stable type that programs can compare.</summary>
internal static class Problem
{
    /// <summary>
    /// An answer with the status, a type <c>urn:facestream:problem:code</c> and a sentence for people in English. What the sentence names is in
    /// <c>values</c>, so that pages can say it in another language.
    /// </summary>
    public static ProblemHttpResult Of(int status, string code, string detail, params IReadOnlyList<(string Name, string Value)> values) =>
        TypedResults.Problem(detail, statusCode: status, type: TypeOf(code),
            extensions: Extensions(values, []));

    /// <summary>The answer to what was thrown.</summary>
    public static ProblemHttpResult Of(ProblemException thrown) =>
        TypedResults.Problem(thrown.Message, statusCode: thrown.Status, type: TypeOf(thrown.Code), extensions: Extensions(thrown.Values, thrown.Faults));

    /// <summary>There is none of that name or number.</summary>
    public static ProblemHttpResult NotFound(string code, string detail, params IReadOnlyList<(string Name, string Value)> values) =>
        Of(StatusCodes.Status404NotFound, code, detail, values);

    /// <summary>The stable type of a problem.</summary>
    [SuppressMessage("Design", "CA1055", Justification = "It is compared as a string, never opened.")]
    public static string TypeOf(string code) => "urn:facestream:problem:" + code;

    private static Dictionary<string, object?>? Extensions(IReadOnlyList<(string Name, string Value)> values, IReadOnlyList<ProblemFault> faults)
    {
        if (values.Count + faults.Count == 0)
            return null;
        var extensions = new Dictionary<string, object?>();
        if (values.Count > 0)
            extensions.Add("values", values.ToDictionary(value => value.Name, value => value.Value));
        if (faults.Count > 0)
            extensions.Add("faults", faults);
        return extensions;
    }
}

/// <summary>What went wrong is the caller's doing, and the words say what to do instead.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">The problem's type, after <c>urn:facestream:problem:</c>.</param>
/// <param name="detail">For people.</param>
/// <param name="values">What the words name.</param>
internal sealed class ProblemException(int status, string code, string detail, params IReadOnlyList<(string Name, string Value)> values) : Exception(detail)
{
    public IReadOnlyList<(string Name, string Value)> Values => values;

    /// <summary>The rules that are broken, one by one, where it is about a configuration.</summary>
    public IReadOnlyList<ProblemFault> Faults { get; init; } = [];

    public int Status => status;

    public string Code => code;
}

/// <summary>A rule of the configuration that is broken.</summary>
/// <param name="Place">Such as <c>facestream.yaml:4:7</c>; empty where there is none.</param>
/// <param name="Code">Which rule.</param>
/// <param name="Values">What its words name.</param>
internal sealed record ProblemFault(string Place, string Code, IReadOnlyDictionary<string, string> Values);
