using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Course;

/// <summary>Runs the facts and theories of an exercise class, one after another, on a watched thread.</summary>
internal static class TestRunner
{
    private const double TestsToATotal = 4;   // all tests together may take this many limits
    private static readonly TimeSpan _afterATimeOut = TimeSpan.FromSeconds(0.5);
    private static readonly ConcurrentDictionary<Type, MethodInfo[]> _testsOf = new();

    /// <summary>Runs every test of a class; <paramref name="create"/> makes a fresh instance for each, with its recorder.</summary>
    /// <param name="type">The class.</param>
    /// <param name="create">Makes an instance.</param>
    /// <param name="limit">How long one test may take.</param>
    /// <param name="stopAtFailure">Whether the first failed test is the last one.</param>
    public static IReadOnlyList<TestResult> Run(Type type, Func<CallRecorder, object> create, TimeSpan limit, bool stopAtFailure = false)
    {
        List<TestResult> results = [];
        Watched.Run(watched =>
        {
            using var console = CheckConsole.Begin();
            var run = new TestRun(watched, console, create, limit);
            foreach (Test test in _testsOf.GetOrAdd(type, TestMethods).SelectMany(run.RowsOf))
            {
                TestResult result = run.Run(test);
                results.Add(result);
                if (stopAtFailure && !result.Passed) return;
            }
        });
        return results;
    }

    private static MethodInfo[] TestMethods(Type type) =>
        [.. type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(method => method.GetCustomAttribute<FactAttribute>() is { Skip: null })
            .OrderBy(method => method.MetadataToken)];

    /// <summary>One run of all tests: they share a console and a time limit.</summary>
    private sealed class TestRun(Watched watched, CheckConsole console, Func<CallRecorder, object> create, TimeSpan firstLimit)
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private TimeSpan? _shortened;
        private bool _isLeftBehind;

        private TimeSpan Limit => _shortened ?? firstLimit;

        /// <summary>A test for each row of data. Data that cannot be made is a test that fails.</summary>
        public IReadOnlyList<Test> RowsOf(MethodInfo method)
        {
            if (method.GetCustomAttribute<TheoryAttribute>() is null) return [new Test(method, [])];
            Exception? thrown = null;
            IReadOnlyList<Test> rows = [];
            Ending ending = watched.Try(() => thrown = Thrown(() => rows = [.. Data(method).Select(row => new Test(method, row))]), Limit);
            _isLeftBehind |= ending == Ending.LeftBehind;
            return ending == Ending.Own && thrown is null ? rows : [new Test(method, []) { Fault = thrown?.Message ?? "it took too long" }];
        }

        /// <summary>Runs a test to its result.</summary>
        public TestResult Run(Test test)
        {
            if (test.Fault is { } fault) return Failed(test, new TestFailure("", $"no data for this test: {fault.ReplaceLineEndings(" ")}", "data", $"This is {FailureWords.NotTheLearners}."));
            if (_isLeftBehind) return Failed(test, new TestFailure("", "not run", "an answer", "The code of a test before it still runs.", TimedOut: true));
            if (Stopwatch.GetElapsedTime(_start) > firstLimit * TestsToATotal) return Failed(test, new TestFailure("", "not run", "an answer in time", "The tests before it took all the time of a check.", TimedOut: true));
            var recorder = new CallRecorder();
            console.BeginTest();
            Exception? thrown = null;
            Ending ending = watched.Try(() =>
            {
                CallRecorder.Current = recorder;
                thrown = Thrown(() => Execute(test, create(recorder)));
            }, Limit);
            TestFailure? failure = FailureWords.Of(ending, thrown, recorder, console, Limit);
            _isLeftBehind |= ending == Ending.LeftBehind;
            if (ending == Ending.OutOfTime) _shortened = firstLimit < _afterATimeOut ? firstLimit : _afterATimeOut;   // a loop without end most likely meets the next test too
            return new TestResult(test.Sentence, failure is null, failure) { Function = recorder.Last?.Function };
        }

        private static TestResult Failed(Test test, TestFailure failure) => new(test.Sentence, false, failure);

        private static IEnumerable<object?[]> Data(MethodInfo method)
        {
            var disposal = new DisposalTracker();
            return method.GetCustomAttributes().OfType<IDataAttribute>()
                .SelectMany(data => OfItsClass(data, method).GetData(method, disposal).AsTask().GetAwaiter().GetResult())
                .Select(row => row.GetData());
        }

        // Without it a [MemberData] finds no member and gives no rows: xunit's own discovery sets it as well.
        private static IDataAttribute OfItsClass(IDataAttribute data, MethodInfo method)
        {
            if (data is MemberDataAttributeBase { MemberType: null } member) member.MemberType = method.ReflectedType;
            return data;
        }

        private static void Execute(Test test, object instance)
        {
            try
            {
                (instance as IAsyncLifetime)?.InitializeAsync().AsTask().GetAwaiter().GetResult();
                object? result = test.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, test.Arguments, CultureInfo.InvariantCulture);
                if (result is Task task) task.GetAwaiter().GetResult();
                if (result is ValueTask valueTask) valueTask.AsTask().GetAwaiter().GetResult();
            }
            finally
            {
                if (instance is IAsyncDisposable asynchronous) asynchronous.DisposeAsync().AsTask().GetAwaiter().GetResult();
                else (instance as IDisposable)?.Dispose();
            }
        }

        private static Exception? Thrown(Action code)
        {
            try
            {
                code();
                return null;
            }
            catch (TargetInvocationException wrapped) when (wrapped.InnerException is not null)
            {
                return wrapped.InnerException;
            }
            catch (Exception exception) when (exception is not ThreadAbortException)
            {
                return exception;
            }
        }
    }

    private sealed record Test(MethodInfo Method, object?[] Arguments)
    {
        /// <summary>Why it cannot run; null when it can.</summary>
        public string? Fault { get; init; }

        /// <summary>The method's name as a sentence, with the row's values.</summary>
        public string Sentence => Method.Name.Replace('_', ' ') + (Arguments.Length == 0 ? "" : $": {string.Join(", ", Arguments.Select(ValueText.Of))}");
    }
}
