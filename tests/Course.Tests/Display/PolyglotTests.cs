using Course.Charts;
using Course.Display;
using Course.Tests.Exercises;
using Microsoft.DotNet.Interactive.Formatting;

namespace Course.Tests.Display;

/// <summary>Polyglot Notebooks show the course's values by their own forms, found through the attribute's name alone.</summary>
public sealed class PolyglotTests
{
    public static TheoryData<string> Names => ["verdict", "hint", "solution", "checkpoint", "answer", "comparison", "progress", "table", "note", "chart", "slider"];

    private static IShowable Named(string name)
    {
        ExerciseAttribute about = new("0.10", "halves");
        Checkpoint checkpoint = new("0.1", "Is 1 < 2?", true, "By one.");
        Figure chart = Show.Lines("Line", [0, 1], "x", "y", ("a", [1, 2]));
        return name switch
        {
            "verdict" => new Verdict(about, Outcome.Failed, [new TestResult("It halves", false, new TestFailure("Halves([2])", "[2]", "[1]", "2/2 is 1."))], null),
            "hint" => Spoken.Hint(1),
            "solution" => new Solution(about, ["return x / 2;"]),
            "checkpoint" => checkpoint,
            "answer" => checkpoint.Answer(false),
            "comparison" => new Comparison(about, [new ComparisonRow("Halves", "n = 10", Comparison.TheReference) { Seconds = 1e-6, AllocatedBytes = 0 }]),
            "progress" => new ProgressReport([about], []),
            "table" => Table.Of("Numbers", ["n"], [1]),
            "note" => new Note("TorchSharp is missing."),
            "chart" => chart,
            _ => Show.Slider("t", 0, 1, 3, t => chart),
        };
    }

    [Theory, MemberData(nameof(Names))]
    public void A_value_shows_each_of_its_forms(string name)
    {
        IShowable value = Named(name);
        KeyValuePair<string, string>[] forms = [.. value.Forms.Where(form => form.Key != "application/javascript")];   // for pages whose converter cleans all else away: no front end is to prefer it
        Assert.Equal(forms.Select(form => form.Key).Order(StringComparer.Ordinal), Formatter.GetPreferredMimeTypesFor(value.GetType()).Order(StringComparer.Ordinal));
        foreach ((string type, string form) in forms) Assert.Equal(form, value.ToDisplayString(type));
    }
}
