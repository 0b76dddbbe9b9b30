using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Course;

/// <summary>What the learner did, a JSON line each, in a file that is only ever appended to.</summary>
/// <remarks>
/// An append holds the file alone, so that two notebooks do not write into each other's lines.
/// A line begins and ends with a line break: what a killed process left half-written stays a line of its own, and is skipped when read.
/// </remarks>
/// <param name="path">The log file; its folder is made when it is missing.</param>
/// <param name="clock">Tells the time of an entry.</param>
public sealed class ProgressLog(string path, TimeProvider clock)
{
    /// <summary>The environment variable that names the course's folder; with the value "off" nothing is written.</summary>
    public const string HomeVariable = "COURSE_HOME";

    private const int MostAttempts = 200;   // of 5 ms: another process holds the file for microseconds

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new KindConverter() },
    };

    private static readonly string _version = typeof(ProgressLog).Assembly.GetName().Version!.ToString(3);

    /// <summary>The log file.</summary>
    public string Path { get; } = path;

    /// <summary>The log of the course that the current directory is in; null outside of a course, and in a test program that names no folder.</summary>
    public static ProgressLog? Current => Home() is { } home ? new ProgressLog(System.IO.Path.Combine(home, ".course", "progress.jsonl"), TimeProvider.System) : null;

    /// <summary>Appends an entry.</summary>
    /// <returns>Null; or, when it could not be written, a sentence that says so and why.</returns>
    public string? Append(ProgressEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        byte[] line = Encoding.UTF8.GetBytes("\n" + JsonSerializer.Serialize(entry with { Time = clock.GetUtcNow(), Version = _version }, _json) + "\n");
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            using FileStream file = Open(FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            file.Seek(0, SeekOrigin.End);
            file.Write(line);
            file.Flush(flushToDisk: true);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"Your progress was not written: {exception.Message}";
        }
    }

    /// <summary>Every entry that can be read, oldest first; none when there is no log.</summary>
    public IReadOnlyList<ProgressEntry> Read()
    {
        if (!File.Exists(Path)) return [];
        using FileStream file = Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, Encoding.UTF8);
        List<ProgressEntry> entries = [];
        while (reader.ReadLine() is { } line)
            if (Parse(line) is { Kind: not ProgressKind.Unknown, Exercise: not null } entry) entries.Add(entry);
        return entries;
    }

    /// <summary>Whether a check of the exercise ever passed; false as well when the log cannot be read.</summary>
    public bool HasPassed(string exercise)
    {
        try
        {
            return Read().Any(entry => entry.Kind == ProgressKind.Check && entry.Exercise == exercise && entry.Outcome == nameof(Outcome.Passed));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static ProgressEntry? Parse(string line)
    {
        try
        {
            return line.Length == 0 ? null : JsonSerializer.Deserialize<ProgressEntry>(line, _json);
        }
        catch (JsonException)
        {
            return null;   // a line that a killed process left unfinished
        }
    }

    /// <summary>Opens the file, once whoever holds it lets it go. Unix locks are advisory, but every writer comes through here.</summary>
    private FileStream Open(FileMode mode, FileAccess access, FileShare share)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(Path, mode, access, share, bufferSize: access == FileAccess.Read ? 4096 : 0);
            }
            catch (IOException) when (attempt < MostAttempts && File.Exists(Path))
            {
                Thread.Sleep(5);
            }
        }
    }

    private static string? Home()
    {
        string? named = Environment.GetEnvironmentVariable(HomeVariable);
        if (named == "off") return null;
        if (!string.IsNullOrEmpty(named)) return named;
        if (Assembly.GetEntryAssembly()?.GetReferencedAssemblies().Any(reference => reference.Name == "xunit.v3.core") == true) return null;
        DirectoryInfo? folder = new(Directory.GetCurrentDirectory());
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "notebooks", "course.csx"))) folder = folder.Parent;
        return folder?.FullName;
    }

    /// <summary>Kinds by name; one that this version does not know is <see cref="ProgressKind.Unknown"/>.</summary>
    private sealed class KindConverter : JsonConverter<ProgressKind>
    {
        public override ProgressKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Enum.TryParse(reader.GetString(), ignoreCase: true, out ProgressKind kind) ? kind : ProgressKind.Unknown;

        public override void Write(Utf8JsonWriter writer, ProgressKind value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
