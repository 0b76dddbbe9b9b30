using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Course;

/// <summary>Puts a recorder around each function of a contract: calls are remembered, and what no caller would put up with is found though no test asks for it.</summary>
/// <remarks>
/// <para>Found are: a changed argument; a result that shares an array with an argument; and, by calling again with the same data, an answer that hangs on earlier calls
/// and a result in the array of an earlier one. <see cref="InPlaceAttribute"/> and <see cref="StatefulAttribute"/> say where these are meant.</para>
/// <para>One recorder serves one test on one thread.</para>
/// </remarks>
internal sealed class CallRecorder
{
    private const int MostRepeats = 16;
    private static readonly TimeSpan _forRepeats = TimeSpan.FromMilliseconds(25);   // in all: so a slow moment of the machine does not decide

    [ThreadStatic]
    private static CallRecorder? _current;

    private readonly ConditionalWeakTable<Exception, RecordedCall> _thrownBy = [];
    private int _repeats;
    private TimeSpan _repeated;
    private bool _isRepeating;

    /// <summary>The recorder of the test that runs on this thread; null outside of a check.</summary>
    public static CallRecorder? Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>The latest call; null before the first.</summary>
    public RecordedCall? Last { get; private set; }

    /// <summary>What the learner's code allocated on this thread so far, in bytes.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>The call an exception came out of, or after which an expectation failed; null for an exception of neither.</summary>
    public RecordedCall? CallOf(Exception exception) => _thrownBy.TryGetValue(exception, out RecordedCall? call) ? call : null;

    /// <summary>Remembers that an expectation failed after the latest call: a search for a smaller failing input goes on calling.</summary>
    public void Note(Exception failed)
    {
        if (Last is not null) _thrownBy.AddOrUpdate(failed, Last);
    }

    /// <summary>The same contract, each function of it recorded.</summary>
    public TContract Around<TContract>(TContract contract)
        where TContract : class => ContractShape<TContract>.Map(contract, (name, part) => part is Delegate function ? Around(name, function) : part);

    /// <summary>A contract of the same shape whose functions are not written yet.</summary>
    public static TContract Stub<TContract>(TContract shape)
        where TContract : class =>
        ContractShape<TContract>.Map(shape, (_, part) => part is Delegate function ? DelegateShape.Of(function.GetType()).Wrap(_ => throw new NotImplementedException()) : part);

    private Delegate Around(string name, Delegate function)
    {
        var shape = DelegateShape.Of(function.GetType());
        return shape.Wrap(arguments => Call(name, shape.Signature, given => shape.Call(function, given), arguments));
    }

    /// <summary>Calls a function of the learner's, and looks at what it did.</summary>
    internal object? Call(string name, Signature signature, Func<object?[], object?> function, object?[] arguments)
    {
        var before = Array.ConvertAll(arguments, Snapshot.Of);
        var call = new RecordedCall(name, signature, before);
        Last = call;
        long start = Stopwatch.GetTimestamp();
        object? result = Answer(call, function, arguments);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        call.Return(result);
        RequireUnchanged(signature, before, arguments);
        if (!signature.IsStateful)
        {
            var answer = Snapshot.Of(result);
            RequireOwnArrays(signature, before, answer);
            if (answer.IsPlain && _repeated + time < _forRepeats && _repeats < MostRepeats && before.All(argument => argument.IsPlain) && !signature.IsInPlace.Contains(true))
            {
                _repeated += time;
                Repeat(call, function, arguments, answer);
            }
        }

        return RecordedThing.IsRecordable(signature.ReturnType) && result is not null ? RecordedThing.Around(this, name, signature.ReturnType, result) : result;
    }

    private object? Answer(RecordedCall call, Func<object?[], object?> function, object?[] arguments)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return function(arguments);
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            if (!_isRepeating) _thrownBy.AddOrUpdate(exception, call);
            throw;
        }
        finally
        {
            if (!_isRepeating) AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - allocated;
        }
    }

    private static void RequireUnchanged(Signature signature, Snapshot[] before, object?[] arguments)
    {
        int changed = Array.FindIndex([.. before.Select((argument, i) => !signature.IsInPlace[i] && !argument.IsUnchanged)], isChanged => isChanged);
        if (changed < 0) return;
        string name = signature.Parameters[changed].Name!;
        throw new ExpectationFailedException($"{name} unchanged", $"{name} changed to {ValueText.Of(arguments[changed])}", $"You changed the caller's {name}. Write the result to a new array: the caller still needs the old one.");
    }

    private static void RequireOwnArrays(Signature signature, Snapshot[] before, Snapshot answer)
    {
        HashSet<object> own = new(answer.Containers(), ReferenceEqualityComparer.Instance);
        if (own.Count == 0) return;
        for (int i = 0; i < before.Length; i++)
        {
            if (signature.IsInPlace[i] || !before[i].Containers().Any(own.Contains)) continue;
            string name = signature.Parameters[i].Name!;
            throw new ExpectationFailedException("a new array", $"an array of {name} itself", $"Your result is the caller's own {name}, or shares a part with it: writing into the result changes {name}. Copy what you return.");
        }
    }

    /// <summary>The same call again: whoever keeps state between calls, or counts on being asked once, answers otherwise.</summary>
    private void Repeat(RecordedCall call, Func<object?[], object?> function, object?[] arguments, Snapshot answer)
    {
        _repeats++;
        object? again = null;
        Exception? thrown = null;
        _isRepeating = true;
        using (CheckConsole.Muted())
        {
            try
            {
                again = Answer(call, function, arguments);
            }
            catch (Exception exception) when (exception is not ThreadAbortException)
            {
                thrown = exception;
            }
        }

        _isRepeating = false;
        const string Because = "The same input must give the same answer. Does a variable outside of the function keep something between calls?";
        if (thrown is not null) throw new ExpectationFailedException($"{answer.Text}, as before", $"{thrown.GetType().Name} when called again with the same input", Because);
        HashSet<object> first = new(answer.Containers(), ReferenceEqualityComparer.Instance);
        if (first.Count > 0 && Snapshot.Of(again).Containers().Any(first.Contains))
            throw new ExpectationFailedException("a new array at each call", "the array of the call before", "Two calls returned the same array: whoever keeps the first result sees it overwritten. Make the array inside the function.");
        if (!answer.Holds(again) && !NearlySame(call.Result, again))
            throw new ExpectationFailedException($"{answer.Text}, as before", $"{ValueText.Of(again)} when called again with the same input", Because);
    }

    // Sums of several threads may differ in their last digits.
    private static bool NearlySame(object? first, object? again)
    {
        Difference difference = Difference.Between(first, again);
        return difference.Words is null && difference.Greatest <= 1e-9 * Difference.Magnitude(first);
    }
}
