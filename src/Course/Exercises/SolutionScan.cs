using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Course;

/// <summary>Reads the learner's compiled code before it runs: does it call the reference it is asked to write, ask who calls it, or end the process?</summary>
/// <remarks>
/// Followed are calls into code of the learner: assemblies that lie in no file, as those of a notebook's cells, and the assembly of the solution itself.
/// A method of the reference's assembly that does nothing but pass on to the reference counts as the reference. A call by reflection is not seen.
/// </remarks>
internal sealed class SolutionScan
{
    private const int MostMethods = 500;

    private static readonly HashSet<string> _callerQuestions =
        ["System.Environment.get_StackTrace", "System.Diagnostics.StackTrace..ctor", "System.Diagnostics.StackFrame..ctor", "System.Reflection.Assembly.GetCallingAssembly", "System.Reflection.Assembly.GetEntryAssembly"];

    private static readonly HashSet<string> _exits = ["System.Environment.Exit", "System.Environment.FailFast", "System.Diagnostics.Process.Kill"];

    private readonly Type _exercise;
    private readonly HashSet<MethodBase> _reference;
    private readonly Assembly[] _referenceAssemblies;

    /// <summary>A scan for calls of an exercise's reference.</summary>
    /// <param name="exercise">The exercise's class.</param>
    /// <param name="reference">The methods the learner is asked to write.</param>
    public SolutionScan(Type exercise, IEnumerable<MethodInfo> reference)
    {
        _exercise = exercise;
        _reference = [.. reference];
        _referenceAssemblies = [.. _reference.Select(method => method.Module.Assembly).Distinct()];
    }

    /// <summary>What is wrong with a function before it ever ran; null when there is nothing.</summary>
    /// <param name="name">Its name in the contract.</param>
    /// <param name="function">The function.</param>
    public TestFailure? Of(string name, Delegate function)
    {
        var seen = new HashSet<MethodBase>();
        var waiting = new Queue<MethodBase>(Starts(function));
        if (waiting.FirstOrDefault(_reference.Contains) is { } itself) return UsesReference(name, $"{name} is {Name(itself)}");
        while (waiting.TryDequeue(out MethodBase? method) && seen.Count < MostMethods)
        {
            if (!seen.Add(method)) continue;
            foreach (MethodBase called in MethodCalls.Of(method))
            {
                bool isLearners = IsLearners(called, function);
                if (Objection(name, called, isLearners) is { } objection) return objection;
                if (isLearners) Follow(called, waiting);
            }
        }

        return null;
    }

    // A function passed as a variable may hold others in its closure, and several in its invocation list.
    private static IEnumerable<MethodBase> Starts(Delegate function) =>
        from part in function.GetInvocationList()
        let held = part.Target?.GetType().IsDefined(typeof(CompilerGeneratedAttribute), false) == true
            ? part.Target.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(field => field.GetValue(part.Target)).OfType<Delegate>().Select(inner => (MethodBase)inner.Method)
            : []
        from method in held.Prepend(part.Method)
        select method;

    private static void Follow(MethodBase called, Queue<MethodBase> waiting)
    {
        // Iterators, async methods and closures are types of the compiler's: their work stands in their methods.
        if (called.IsConstructor && called.DeclaringType!.IsDefined(typeof(CompilerGeneratedAttribute), false))
            foreach (MethodInfo method in called.DeclaringType!.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)) waiting.Enqueue(method);
        waiting.Enqueue(called);
    }

    private static bool IsLearners(MethodBase method, Delegate function)
    {
        Assembly assembly = method.Module.Assembly;
        return assembly == function.Method.Module.Assembly || assembly.IsDynamic || assembly.Location.Length == 0;
    }

    private TestFailure? Objection(string name, MethodBase called, bool isLearners)
    {
        if (_reference.Contains(called)) return UsesReference(name, $"{name} calls {Name(called)}");
        string fullName = $"{called.DeclaringType?.FullName}.{called.Name}";
        if (called.Name == "get_Best" && called.DeclaringType is { IsGenericType: true } declaring && declaring.GetGenericArguments()[0] == _exercise) return UsesReference(name, $"{name} calls {_exercise.Name}.Best");
        if (_callerQuestions.Contains(fullName)) return new TestFailure(name, $"a look at who calls it ({Name(called)})", "an answer that hangs on the input alone", "A function answers everybody alike. Take the stack trace out.");
        if (_exits.Contains(fullName)) return new TestFailure(name, $"an exit of the whole process ({Name(called)})", "an answer", "It would end the notebook and all it holds. Return an answer, or throw where there is none.");
        if (isLearners || !_referenceAssemblies.Contains(called.Module.Assembly)) return null;
        return MethodCalls.Of(called).FirstOrDefault(_reference.Contains) is { } behind ? UsesReference(name, $"{name} calls {Name(called)}, which calls {Name(behind)}") : null;
    }

    private static TestFailure UsesReference(string name, string how) =>
        new("", $"{how}, the reference it is asked to write", "your own computation", "Types of earlier exercises are yours to use; this function is what you write here.");

    private static string Name(MethodBase method) => method.IsConstructor ? $"new {method.DeclaringType!.Name}" : $"{method.DeclaringType?.Name}.{method.Name.Replace("get_", "", StringComparison.Ordinal)}";
}
