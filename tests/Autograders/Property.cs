using CsCheck;

namespace Autograders;

/// <summary>Statements about all inputs, tried on random ones: the same ones in every run, and the smallest that fails is what the verdict shows.</summary>
/// <remarks>
/// The values come from CsCheck's generators. Its own runner picks new seeds on each run and runs on threads of the pool, where a learner's endless loop could not be stopped;
/// so the loop is here: one seed, the thread of the test.
/// </remarks>
internal static class Property
{
    private const ulong Seed = 20260101;
    private const int Attempts = 400;   // to find a smaller input that fails

    /// <summary>The check holds for every sample.</summary>
    /// <param name="inputs">Where the samples come from.</param>
    /// <param name="check">Throws, by <see cref="Course.Expect"/>, where the statement is false.</param>
    /// <param name="samples">How many are tried.</param>
    public static void Holds<T>(Gen<T> inputs, Action<T> check, int samples = 20)
    {
        for (uint stream = 0; stream < samples; stream++)
        {
            T input = inputs.Generate(new PCG(stream, Seed), null, out Size size);
            if (!Fails(check, input)) continue;
            check(Smallest(inputs, check, input, size));   // fails again: the verdict's last call is then this one's
            check(input);                                  // where it did not, because the learner's code keeps a state
            throw new InvalidOperationException("The same input failed and then passed. Your functions must depend on their arguments alone: do not keep a state between calls.");
        }
    }

    private static T Smallest<T>(Gen<T> inputs, Action<T> check, T input, Size size)
    {
        for (uint attempt = 0; attempt < Attempts; attempt++)
        {
            T candidate = inputs.Generate(new PCG(1000 + attempt, Seed), size, out Size candidateSize);
            if (Size.IsLessThan(candidateSize, size) && Fails(check, candidate)) (input, size) = (candidate, candidateSize);
        }

        return input;
    }

    private static bool Fails<T>(Action<T> check, T input)
    {
        try
        {
            check(input);
            return false;
        }
        catch (Exception exception) when (exception is not (NotImplementedException or InsufficientExecutionStackException or OutOfMemoryException or ThreadAbortException))
        {
            return true;
        }
    }
}
