using System.Numerics;
using FromScratch.Autograd;
using FromScratch.Tensors;

namespace FromScratch.Optim;

/// <summary>Moves parameters against their gradients, one step at a time.</summary>
/// <remarks>A parameter without a gradient stays where it is. What an optimizer remembers of each parameter lies in tensors of its shape, made at the first step.</remarks>
public abstract class Optimizer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Tensor<T>[] _parameters;
    private readonly Tensor<T>?[] _states;
    private readonly int _statesPerParameter;
    private readonly int[] _steps;

    private protected Optimizer(IEnumerable<Tensor<T>> parameters, double learningRate, int statesPerParameter)
    {
        _parameters = [.. parameters];
        _statesPerParameter = statesPerParameter;
        _states = new Tensor<T>?[_parameters.Length * statesPerParameter];
        _steps = new int[_parameters.Length];
        LearningRate = learningRate;
        if (_parameters.Length == 0) throw new ArgumentException("An optimizer was given no parameters.", nameof(parameters));
        foreach (Tensor<T> parameter in _parameters)
            if (!parameter.IsLeaf || !parameter.IsContiguous) throw new ArgumentException($"An optimizer was given a tensor of shape {parameter.Shape} that is a result or a view ('{parameter.Op}'), no parameter.", nameof(parameters));
    }

    /// <summary>How far a step goes. A schedule changes it.</summary>
    public double LearningRate { get; set; }

    /// <summary>What is trained.</summary>
    public IReadOnlyList<Tensor<T>> Parameters => _parameters;

    /// <summary>Moves every parameter that has a gradient.</summary>
    public void Step()
    {
        using GradMode.Restore restore = GradMode.NoGrad();
        for (int i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i].Grad is not { } gradient) continue;
            _steps[i]++;
            Update(i, _parameters[i], gradient, _steps[i]);
        }
    }

    /// <summary>Forgets all gradients.</summary>
    public void ZeroGrad()
    {
        foreach (Tensor<T> parameter in _parameters) parameter.ZeroGrad();
    }

    /// <summary>Moves one parameter.</summary>
    /// <param name="index">Its place among the parameters.</param>
    /// <param name="parameter">Its numbers, to be changed.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="step">Which step this is for it, counted from 1.</param>
    private protected abstract void Update(int index, Tensor<T> parameter, Tensor<T> gradient, int step);

    /// <summary>What is remembered of a parameter: zeros at first.</summary>
    private protected Tensor<T> State(int index, int which)
    {
        ref Tensor<T>? state = ref _states[index * _statesPerParameter + which];
        if (state is null)
        {
            state = Tensor<T>.Lasting(_parameters[index].Shape);
            state.Fill(T.Zero);
        }

        return state;
    }
}
