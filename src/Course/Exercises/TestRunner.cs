using System.Reflection;
using System.Runtime;
using Xunit;
using Xunit.v3;

namespace Course;

/// <summary>Runs the facts and theories of an exercise class, one after another, on a thread of its own that can be stopped.</summary>
internal static class TestRunner
{
    private const int StackBytes = 16 << 20;
    private static readonly TimeSpan _timeLimit = TimeSpan.FromSeconds(10);

    /// <summary>Runs the tests of a class; <paramref name="create"/> makes a fresh instance for each, with its recorder.</summary>
    /// <param name="type">The exercise's class.</param>
    /// <param name="create">Makes an instance of it.</param>
    /// <param name="timeLimit">How long one test may take; 10 s unless told.</param>
    /// <param name="stopAtFailure">Whether a failed test is the last.</param>
    public static IReadOnlyList<TestResult> Run(Type type, Func<CallRecorder, object> create, TimeSpan? timeLimit = null, bool stopAtFailure = false)
    {
        IReadOnlyList<TestResult> results = [];
        var stop = new CancellationTokenSource();   // outlives this call when the cell is interrupted, holds no resource
        var thread = new Thread(() => results = RunAll(type, create, timeLimit ?? _timeLimit, stopAtFailure, stop.Token), StackBytes) { IsBackground = true, Name = $"check of {type.Name}" };
        thread.Start();
        try
        {
            thread.Join();
        }
        finally
        {
            stop.Cancel();   // an interrupt of the waiting cell ends the test that runs
        }

        return results;
    }

    private static List<TestResult> RunAll(Type type, Func<CallRecorder, object> create, TimeSpan timeLimit, bool stopAtFailure, CancellationToken stop)
    {
        var results = new List<TestResult>();
        foreach (Test test in TestsOf(type).TakeWhile(_ => !stop.IsCancellationRequested))
        {
            results.Add(RunOne(test, create, timeLimit, stop));
            if (stopAtFailure && !results[^1].Passed) break;
        }

        return results;
    }

    private static IEnumerable<Test> TestsOf(Type type) =>
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
        where method.GetCustomAttribute<FactAttribute>() is not null
        orderby method.MetadataToken
        from arguments in Rows(method)
        select new Test(method, arguments);

    private static IEnumerable<object?[]> Rows(MethodInfo method) => method.GetCustomAttribute<TheoryAttribute>() is null
        ? [[]]
        : method.GetCustomAttributes().OfType<IDataAttribute>().SelectMany(data => data.GetData(method, new Xunit.Sdk.DisposalTracker()).AsTask().GetAwaiter().GetResult()).Select(row => row.GetData());

    private static TestResult RunOne(Test test, Func<CallRecorder, object> create, TimeSpan timeLimit, CancellationToken stop)
    {
        var recorder = new CallRecorder();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Exception? thrown = null;
        try
        {
            object instance = create(recorder);
            limit.CancelAfter(timeLimit);
            ControlledExecution.Run(() => thrown = Thrown(test, instance), limit.Token);
            (instance as IDisposable)?.Dispose();
        }
        catch (OperationCanceledException)
        {
            return new TestResult(test.Sentence, false, new TestFailure(recorder.Last?.Text ?? "", $"no answer within {timeLimit.TotalSeconds} s", "an answer", "Does a loop end? Look at its condition, and at what changes it.", TimedOut: true));
        }

        return thrown is null ? new TestResult(test.Sentence, true) : new TestResult(test.Sentence, false, Failure(thrown, recorder.Last));
    }

    private static Exception? Thrown(Test test, object instance)
    {
        try
        {
            object? result = test.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, test.Arguments, null);
            (result as Task)?.GetAwaiter().GetResult();
            return null;
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            return exception;
        }
    }

    private static TestFailure Failure(Exception thrown, RecordedCall? last)
    {
        for (Exception? cause = thrown; cause is not null; cause = cause.InnerException)
            if (cause is ExpectationFailedException failed) return new TestFailure(last?.Text ?? "", failed.Actual, failed.Expected, failed.Because);
        return thrown switch
        {
            NotImplementedException => new TestFailure(last?.Text ?? "", "NotImplementedException", "an answer", "This part is not written yet."),
            InsufficientExecutionStackException => new TestFailure(last?.Text ?? "", "a recursion without end", "an answer", "The stack is full. Does every path reach the case that stops?"),
            OutOfMemoryException => new TestFailure(last?.Text ?? "", "more memory than there is", "an answer", "Do you allocate in a loop that does not end?"),
            _ => new TestFailure(last?.Text ?? "", $"{thrown.GetType().Name}: {thrown.Message.ReplaceLineEndings(" ")}", "an answer", "Your code threw. The input above is what it was given."),
        };
    }

    private sealed record Test(MethodInfo Method, object?[] Arguments)
    {
        /// <summary>The method's name as a sentence, with the row's values.</summary>
        public string Sentence => Method.Name.Replace('_', ' ') + (Arguments.Length == 0 ? "" : $": {string.Join(", ", Arguments.Select(ValueText.Of))}");
    }
}
