using System.Reflection;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using Course.Cli.Development;

namespace Course.Cli.Tests.Architecture;

/// <summary>Who may know whom. What a project says it needs, and what its compiled code does need, are both held to it.</summary>
public sealed class DependencyTests
{
    private const string Any = "*";
    private static readonly SourceTree _tree = SourceTree.Find();

    /// <summary>The house's rules, a line a project: the projects of ours it may know, then the packages.</summary>
    private static readonly Dictionary<string, Rule> _rules = new(StringComparer.Ordinal)
    {
        ["src/FromScratch"] = new([], []),
        ["src/Course"] = new([], ["xunit.v3.extensibility.core", "xunit.v3.assert"]),
        ["src/CSharpKernel"] = new([], ["Microsoft.CodeAnalysis.CSharp", "NetMQ"]),
        ["src/Engines"] = new(["FromScratch"], [Any]),
        // A library only where an exercise is about that library: then it is added here, with the unit.
        ["tests/Autograders"] = new(["FromScratch", "Course", "Engines"], ["xunit.v3", "CsCheck"]),
        ["notebooks"] = new(["FromScratch", "Course", "Autograders", "Engines"], [Any]),
        ["src/Course.Cli"] = new([Any], [Any]),
    };

    /// <summary>The course's own assemblies as this program loads them.</summary>
    private static readonly Assembly[] _assemblies = [.. new[] { "FromScratch", "Course", "CSharpKernel", "Autograders" }.Select(Assembly.Load)];

    private static readonly Project[] _projects =
    [
        .. new[] { "src", "tests", "notebooks" }.Select(folder => Path.Combine(_tree.Root, folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories)).Order(StringComparer.Ordinal).Select(Project.Read),
    ];

    [Fact]
    public void A_project_names_only_the_projects_it_may_know() => AssertNone(
        from project in _projects
        where project.Rule is not null
        let rule = project.Rule
        from other in project.Projects
        where !rule.Allows(rule.Projects, other)
        select $"{project.Path} refers to {other}. It may know {Words(rule.Projects)}.");

    [Fact]
    public void A_project_names_only_the_packages_it_may_use() => AssertNone(
        from project in _projects
        where project.Rule is not null
        let rule = project.Rule
        from package in project.Packages
        where !rule.Allows(rule.Packages, package)
        select $"{project.Path} uses the package {package}. It may use {Words(rule.Packages)}.");

    [Fact]
    public void Compiled_code_reaches_only_the_assemblies_it_may_know() => AssertNone(
        from assembly in _assemblies
        let rule = _rules.Single(rule => Path.GetFileName(rule.Key) == assembly.GetName().Name).Value
        from other in assembly.GetReferencedAssemblies().Select(name => name.Name!)
        where !IsOfTheFramework(other)
        let ours = _projects.Any(project => project.Name == other)
        where ours ? !rule.Allows(rule.Projects, other) : rule.Packages.Length == 0
        select $"{assembly.GetName().Name} is compiled against {other}. It may know {Words([.. rule.Projects, .. rule.Packages])}.");

    [Fact]
    public void Every_project_that_a_learner_gets_has_a_rule() => AssertNone(
        from project in _projects
        where project.Rule is null && !project.IsOfTests
        select $"{project.Path} has no rule: say in {nameof(DependencyTests)} whom it may know.");

    [Fact]
    public void Nothing_but_tests_stands_on_the_command() => AssertNone(
        from project in _projects
        where !project.IsOfTests && project.Projects.Contains("Course.Cli")
        select $"{project.Path} refers to Course.Cli, the top of the house.");

    [Fact]
    public void Every_project_with_code_is_built_with_the_solution()
    {
        string[] built = [.. XDocument.Load(Path.Combine(_tree.Root, "AIProductEngineer.slnx")).Descendants("Project").Select(project => (string)project.Attribute("Path")!)];
        Assert.Empty(_projects.Select(project => project.Path).Where(path => !path.StartsWith("notebooks/", StringComparison.Ordinal)).Except(built));
    }

    /// <summary>Libraries clash with the course's names on Vector, Tensor and Linear: a notebook opens them under an alias, in the unit that uses them.</summary>
    [Fact]
    public void What_every_notebook_imports_opens_the_course_and_nothing_else()
    {
        string[] lines = [.. File.ReadAllLines(Path.Combine(_tree.Root, "notebooks", "course.csx")).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))];
        Assert.All(lines, line => Assert.Matches("^(#r \"../../artifacts/notebook/(FromScratch|Course|Autograders|Engines)[.]dll\"|using (static )?(FromScratch|Course|Autograders|Engines)([.][A-Za-z.]+)?;)$", line));
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines.Distinct().Order(StringComparer.Ordinal));
    }

    private static bool IsOfTheFramework(string assembly) => File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), assembly + ".dll"));

    private static string Words(string[] names) => names.Length == 0 ? "none" : string.Join(", ", names);

    private static void AssertNone(IEnumerable<string> faults)
    {
        string text = string.Join('\n', faults);
        Assert.True(text.Length == 0, text);
    }

    private sealed record Rule(string[] Projects, string[] Packages)
    {
        public bool Allows(string[] names, string name) => names.Contains(Any) || names.Contains(name);
    }

    private sealed record Project(string Path, string[] Projects, string[] Packages)
    {
        public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

        public bool IsOfTests => Path.StartsWith("tests/", StringComparison.Ordinal);

        public Rule? Rule => _rules.GetValueOrDefault(Path[..Path.LastIndexOf('/')]) ?? (Path.StartsWith("src/Engines/", StringComparison.Ordinal) ? _rules["src/Engines"] : null);

        public static Project Read(string file)
        {
            XElement root = XDocument.Load(file).Root!;
            string[] Included(string element) => [.. root.Descendants(element).Select(item => (string?)item.Attribute("Include")).OfType<string>()];
            return new Project(_tree.Shown(file), [.. Included("ProjectReference").Select(path => System.IO.Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))], Included("PackageReference"));
        }
    }
}
