using FromScratch.Threading;
using Xunit;

namespace FromScratch.Tests.Threading;

public sealed class ThreadsTests
{
    private readonly struct Count(int[] visits, int[] parts) : IRangeWork
    {
        public void Run(int part, int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                Interlocked.Increment(ref visits[i]);
                parts[i] = part;
            }
        }
    }

    private readonly struct Nested(int[] visits) : IRangeWork
    {
        public void Run(int part, int from, int to)
        {
            for (int i = from; i < to; i++) Threads.For(10, 1, new Count(visits, new int[10]));
        }
    }

    private readonly struct Failing : IRangeWork
    {
        public void Run(int part, int from, int to) => throw new InvalidOperationException($"part {part}");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(7, 1)]
    [InlineData(1000, 300)]
    public void Every_number_is_visited_once(int n, int grain)
    {
        int[] visits = new int[n], parts = new int[n];
        Threads.For(n, grain, new Count(visits, parts));
        Assert.All(visits, count => Assert.Equal(1, count));
        Assert.Equal(parts.Order(), parts);   // parts are ranges in order
    }

    [Fact]
    public void Work_inside_work_is_done_on_the_thread_that_asks()
    {
        int[] visits = new int[10];
        Threads.For(8, 1, new Nested(visits));
        Assert.All(visits, count => Assert.Equal(8, count));
    }

    [Fact]
    public void What_goes_wrong_on_any_thread_reaches_the_caller_and_the_threads_go_on()
    {
        Assert.ThrowsAny<Exception>(() => Threads.For(100, 1, default(Failing)));
        int[] visits = new int[100];
        Threads.For(100, 1, new Count(visits, new int[100]));
        Assert.All(visits, count => Assert.Equal(1, count));
    }

    [Fact]
    public void No_thread_is_no_answer() => Assert.Throws<ArgumentOutOfRangeException>(() => Threads.Count = 0);
}
