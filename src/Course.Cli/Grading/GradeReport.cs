using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Course.Cli.Layout;

namespace Course.Cli.Grading;

/// <summary>The grades of several units, in the forms that programs read.</summary>
/// <param name="Units">Each unit with its grades.</param>
internal sealed record GradeReport(IReadOnlyList<UnitGrades> Units)
{
    private static readonly JsonSerializerOptions _options = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether every exercise asked for passed.</summary>
    public bool AllPassed => Units.All(u => u.Error is null) && Grades.All(g => g.Outcome == GradeOutcome.Passed);

    private IEnumerable<ExerciseGrade> Grades => Units.SelectMany(u => u.Grades);

    /// <summary>How many grades have that outcome.</summary>
    public int Count(GradeOutcome outcome) => Grades.Count(g => g.Outcome == outcome);

    /// <summary>The counts in one line.</summary>
    public string Summary => string.Create(CultureInfo.InvariantCulture, $"{Count(GradeOutcome.Passed)} passed, {Count(GradeOutcome.Failed)} failed, {Count(GradeOutcome.NotStarted)} not started.");

    /// <summary>The report as JSON: counts, then the units with their exercises, each with its outcome, tests, first failure and misconception.</summary>
    public string ToJson() => new JsonObject
    {
        ["passed"] = Count(GradeOutcome.Passed),
        ["failed"] = Count(GradeOutcome.Failed),
        ["notStarted"] = Count(GradeOutcome.NotStarted),
        ["units"] = new JsonArray([.. Units.Select(unit => new JsonObject
        {
            ["unit"] = unit.Unit.Id.Text,
            ["title"] = unit.Unit.Title,
            ["error"] = unit.Error,
            ["exercises"] = new JsonArray([.. unit.Grades.Select(Json)]),
        })]),
    }.ToJsonString(_options);

    /// <summary>The report in JUnit's XML, which build servers read: a suite a unit, a test case an exercise; not started counts as skipped.</summary>
    public string ToJUnit()
    {
        var root = new XElement("testsuites", Units.Select(unit => new XElement("testsuite",
            new XAttribute("name", $"Unit {unit.Unit.Id}: {unit.Unit.Title}"),
            new XAttribute("tests", unit.Grades.Count + (unit.Error is null ? 0 : 1)),
            new XAttribute("failures", unit.Grades.Count(g => g.Outcome == GradeOutcome.Failed)),
            new XAttribute("skipped", unit.Grades.Count(g => g.Outcome == GradeOutcome.NotStarted)),
            new XAttribute("errors", unit.Error is null ? 0 : 1),
            new XAttribute("time", Seconds(unit.Grades.Aggregate(TimeSpan.Zero, (sum, g) => sum + g.Time))),
            unit.Error is null ? null : new XElement("testcase", new XAttribute("classname", $"Unit{unit.Unit.Id}"), new XAttribute("name", "notebook"), new XElement("error", Clean(unit.Error))),
            unit.Grades.Select(grade => new XElement("testcase",
                new XAttribute("classname", $"Unit{unit.Unit.Id}.{grade.Exercise.Name}"),
                new XAttribute("name", $"{grade.Exercise.Id} {grade.Exercise.Attribute.Title}"),
                new XAttribute("time", Seconds(grade.Time)),
                grade.Outcome switch
                {
                    GradeOutcome.Failed => new XElement("failure", new XAttribute("message", Clean(grade.Text.Split('\n')[0])), Clean(grade.Text)),
                    GradeOutcome.NotStarted => new XElement("skipped", new XAttribute("message", "not started")),
                    _ => null,
                })))));
        return new XDocument(new XDeclaration("1.0", "utf-8", null), root).ToString();
    }

    private static JsonObject Json(ExerciseGrade grade) => new()
    {
        ["id"] = grade.Exercise.Id,
        ["name"] = grade.Exercise.Name,
        ["title"] = grade.Exercise.Attribute.Title,
        ["outcome"] = grade.Outcome.ToString(),
        ["tests"] = grade.Verdict?["tests"]?.DeepClone() ?? new JsonArray(),
        ["failure"] = grade.Verdict is null ? NotGraded(grade) : grade.Verdict["failure"]?.DeepClone(),
        ["misconception"] = grade.Verdict?["misconception"]?.DeepClone(),
        ["text"] = grade.Text,
        ["notes"] = new JsonArray([.. grade.Notes.Select(n => (JsonNode)n)]),
        ["seconds"] = Math.Round(grade.Time.TotalSeconds, 3),
    };

    /// <summary>What stands in a test's place when the code did not come to its tests.</summary>
    private static JsonObject? NotGraded(ExerciseGrade grade) =>
        grade.Outcome == GradeOutcome.Failed ? new JsonObject { ["input"] = "", ["actual"] = grade.Text.Split('\n')[0], ["expected"] = "a verdict", ["reason"] = grade.Text } : null;

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>XML 1.0 cannot hold control characters, which a learner's exception may well have.</summary>
    private static string Clean(string text) => string.Concat(text.Select(c => System.Xml.XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '\uFFFD'));
}

/// <summary>The grades of one unit; or why its notebook could not be read.</summary>
internal sealed record UnitGrades(Unit Unit, IReadOnlyList<ExerciseGrade> Grades, string? Error = null);
