namespace FromScratch.Optim;

/// <summary>Learning rates over time: functions from the step, counted from 0, to the learning rate.</summary>
/// <remarks>A schedule knows nothing of an optimizer: <c>optimizer.LearningRate = schedule(step);</c> before each step. So it can be drawn, tested and joined with others.</remarks>
public static class Schedule
{
    /// <summary>Always the same.</summary>
    public static Func<int, double> Constant(double rate) => _ => rate;

    /// <summary>Multiplied by a factor every so many steps.</summary>
    public static Func<int, double> Steps(double rate, int every, double factor = 0.1) => step => rate * Math.Pow(factor, step / every);

    /// <summary>Multiplied by a factor at every step.</summary>
    public static Func<int, double> Exponential(double rate, double factor) => step => rate * Math.Pow(factor, step);

    /// <summary>Half a cosine from the highest rate to the lowest, which then stays.</summary>
    /// <remarks>low + (high − low)·(1 + cos(π·t/T))/2. Source: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts" (2016), eq. (5).</remarks>
    public static Func<int, double> Cosine(double high, int steps, double low = 0) => step => low + (high - low) * (1 + Math.Cos(Math.PI * Math.Min(step, steps) / steps)) / 2;

    /// <summary>A straight line from one rate to another, which then stays.</summary>
    public static Func<int, double> Linear(double from, double to, int steps) => step => from + (to - from) * Math.Min(step, steps) / steps;

    /// <summary>Rises in a straight line over the first steps to where another schedule begins, which then follows: Adam's averages are poor at first.</summary>
    /// <remarks>The first step has rate/steps, not 0. Source: Goyal et al., "Accurate, Large Minibatch SGD" (2017), §2.2.</remarks>
    public static Func<int, double> WithWarmup(int steps, Func<int, double> then) => step => step < steps ? then(0) * (step + 1) / steps : then(step - steps);
}
