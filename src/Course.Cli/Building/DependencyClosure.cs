using System.Text.Json.Nodes;

namespace Course.Cli.Building;

/// <summary>Which files of a published program belong to one library of it, read from the program's <c>.deps.json</c>.</summary>
/// <remarks>Format: https://github.com/dotnet/sdk/blob/main/documentation/specs/runtime-configuration-file.md</remarks>
internal static class DependencyClosure
{
    /// <summary>The assemblies of a library and of all it depends on, by file name.</summary>
    /// <param name="depsJson">The text of the program's <c>.deps.json</c>.</param>
    /// <param name="library">The library's name, without its version.</param>
    /// <exception cref="InvalidDataException">The program does not depend on it.</exception>
    public static IReadOnlySet<string> Files(string depsJson, string library)
    {
        JsonObject target = JsonNode.Parse(depsJson)!["targets"]!.AsObject().Single(t => t.Value!.AsObject().Count > 0).Value!.AsObject();
        Dictionary<string, JsonObject> libraries = target.ToDictionary(l => l.Key.Split('/')[0], l => l.Value!.AsObject(), StringComparer.OrdinalIgnoreCase);
        if (!libraries.ContainsKey(library)) throw new InvalidDataException($"The program does not depend on {library}.");

        var files = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Stack<string>([library]);
        while (open.TryPop(out string? name))
        {
            if (!seen.Add(name) || !libraries.TryGetValue(name, out JsonObject? entry)) continue;
            foreach (string section in new[] { "runtime", "native" })
            {
                foreach ((string file, _) in entry[section]?.AsObject() ?? []) files.Add(Path.GetFileName(file));
            }

            foreach ((string dependency, _) in entry["dependencies"]?.AsObject() ?? []) open.Push(dependency);
        }

        return files;
    }
}
