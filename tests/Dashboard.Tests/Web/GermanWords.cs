using System.Diagnostics;
using System.Text.Json;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Web;

/// <summary>What the pages say in German of what the server calls by a code or a key: their own words, run by the compiler that builds them.</summary>
internal static class GermanWords
{
    private const string Script = """
        const ts = require(process.argv[1]), fs = require('fs');
        const words = {};
        new Function('exports', ts.transpileModule(fs.readFileSync(process.argv[2], 'utf8'), { compilerOptions: { module: 'commonjs', target: 'es2023' } }).outputText)(words);
        const { asked, kind } = JSON.parse(fs.readFileSync(0, 'utf8'));
        const said = ({ code, values }) => { const of = words[kind][code]; return (typeof of === 'function' ? of(values) : of) ?? null; };
        console.log(JSON.stringify({ codes: Object.keys(words[kind]), said: asked.map(said) }));
        """;

    /// <summary>The codes that have words, and what is said of each of <paramref name="asked"/>; null where there are none.</summary>
    /// <param name="kind">What <c>faults.de.ts</c> calls them.</param>
    /// <param name="asked">Codes, and what the server's sentence names.</param>
    public static Task<(IReadOnlyList<string> Codes, IReadOnlyList<string?> Said)> OfAsync(string kind, IEnumerable<(string Code, IReadOnlyDictionary<string, string> Values)> asked) =>
        OfAsync("faults.de.ts", kind, asked.Select(one => new { code = one.Code, values = one.Values }));

    /// <summary>The settings that have words, and what is said of each of <paramref name="asked"/>; null where there are none.</summary>
    public static Task<(IReadOnlyList<string> Keys, IReadOnlyList<string?> Said)> OfSettingsAsync(IEnumerable<string> asked) =>
        OfAsync("settings.de.ts", "settings", asked.Select(key => new { code = key }));

    private static async Task<(IReadOnlyList<string>, IReadOnlyList<string?>)> OfAsync(string file, string kind, IEnumerable<object> asked)
    {
        var cancel = TestContext.Current.CancellationToken;
        var path = Path.Combine(Places.Root, "src", "Dashboard", "web", "src", "i18n", file);
        using var node = Process.Start(new ProcessStartInfo("node", ["-e", Script, Places.Package("typescript/lib/typescript.js"), path]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await JsonSerializer.SerializeAsync(node.StandardInput.BaseStream, new { kind, asked }, cancellationToken: cancel);
        node.StandardInput.Close();
        var answer = (await JsonDocument.ParseAsync(node.StandardOutput.BaseStream, cancellationToken: cancel)).RootElement;
        await node.WaitForExitAsync(cancel);
        return ([.. answer.GetProperty("codes").EnumerateArray().Select(code => code.GetString()!)], [.. answer.GetProperty("said").EnumerateArray().Select(said => said.GetString())]);
    }
}
