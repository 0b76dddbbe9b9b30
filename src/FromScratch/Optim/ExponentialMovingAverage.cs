using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Optim;

/// <summary>A slowly following copy of the parameters, which is often better than the parameters themselves.</summary>
/// <remarks>a ← d·a + (1 − d)·θ after each step. Source: Polyak and Juditsky, SIAM J. Control and Optimization 30 (1992) 838-855, with the weights of an exponential average.</remarks>
public sealed class ExponentialMovingAverage<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Tensor<T>[] _parameters;
    private readonly T[][] _averages;
    private readonly T _decay;
    private T[][]? _saved;

    /// <summary>An average that starts at the parameters' present numbers.</summary>
    public ExponentialMovingAverage(IEnumerable<Tensor<T>> parameters, double decay)
    {
        _parameters = [.. parameters];
        _averages = [.. _parameters.Select(parameter => parameter.ToArray())];
        _decay = T.CreateTruncating(decay);
    }

    /// <summary>Moves the averages towards the parameters.</summary>
    public void Update()
    {
        for (int p = 0; p < _parameters.Length; p++)
        {
            ReadOnlySpan<T> theta = _parameters[p].Data;
            T[] average = _averages[p];
            for (int i = 0; i < average.Length; i++) average[i] = _decay * average[i] + (T.One - _decay) * theta[i];
        }
    }

    /// <summary>Puts the averages in the parameters' place, until <see cref="Restore"/>.</summary>
    /// <exception cref="InvalidOperationException">They stand there already.</exception>
    public void Apply()
    {
        if (_saved is not null) throw new InvalidOperationException("ExponentialMovingAverage: the averages stand in the parameters' place already. Restore() first.");
        _saved = [.. _parameters.Select(parameter => parameter.ToArray())];
        for (int p = 0; p < _parameters.Length; p++) _averages[p].CopyTo(_parameters[p].Data);
    }

    /// <summary>Puts the parameters' own numbers back.</summary>
    public void Restore()
    {
        for (int p = 0; _saved is not null && p < _parameters.Length; p++) _saved[p].CopyTo(_parameters[p].Data);
        _saved = null;
    }
}
