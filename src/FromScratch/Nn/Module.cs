using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>A part of a network: its parameters, its buffers and the smaller modules it is made of, each with a name.</summary>
/// <remarks>
/// <para>A parameter is trained; a buffer is state that no gradient reaches (a running mean). Names are joined with dots, "layers.0.weight", as in PyTorch, so that saved states are interchangeable.</para>
/// <para>Source: Paszke et al., "PyTorch: An Imperative Style, High-Performance Deep Learning Library" (2019), §4.1.</para>
/// </remarks>
public abstract class Module<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<(string Name, Tensor<T> Tensor)> _parameters = [];
    private readonly List<(string Name, Tensor<T> Tensor)> _buffers = [];
    private readonly List<(string Name, Module<T> Module)> _children = [];

    /// <summary>Whether the module trains: dropout drops, batch normalization uses the batch's own statistics.</summary>
    public bool IsTraining { get; private set; } = true;

    /// <summary>The modules this one is made of.</summary>
    public IReadOnlyList<(string Name, Module<T> Module)> Children => _children;

    /// <summary>Registers a parameter; it lives on when the scope it was made in ends.</summary>
    protected Tensor<T> Parameter(string name, Tensor<T> value)
    {
        Tensor<T> parameter = Lasting(value).WithGrad();
        _parameters.Add((name, parameter));
        return parameter;
    }

    /// <summary>Registers a tensor that is saved with the parameters but not trained.</summary>
    protected Tensor<T> Buffer(string name, Tensor<T> value)
    {
        Tensor<T> buffer = Lasting(value);
        _buffers.Add((name, buffer));
        return buffer;
    }

    /// <summary>Registers a module that this one is made of.</summary>
    protected TModule Child<TModule>(string name, TModule module) where TModule : Module<T>
    {
        _children.Add((name, module));
        return module;
    }

    private static Tensor<T> Lasting(Tensor<T> value)
    {
        Tensor<T> copy = Tensor<T>.Lasting(value.Shape);
        copy.Copy(value);
        return copy;
    }

    /// <summary>All parameters with their names: this module's own first, then those of its children. One that is shared comes once.</summary>
    public IReadOnlyList<(string Name, Tensor<T> Tensor)> NamedParameters()
    {
        var named = new List<(string, Tensor<T>)>();
        Gather("", static module => module._parameters, named);
        return [.. named.DistinctBy(one => one.Item2)];
    }

    /// <summary>All parameters: what an optimizer is given.</summary>
    public IReadOnlyList<Tensor<T>> Parameters() => [.. NamedParameters().Select(one => one.Tensor)];

    /// <summary>How many numbers are trained.</summary>
    public int ParameterCount => Parameters().Sum(parameter => parameter.NumElements);

    /// <summary>All parameters and buffers by name, in a fixed order. The tensors are the module's own: nothing is copied.</summary>
    public OrderedDictionary<string, Tensor<T>> StateDict()
    {
        var named = new List<(string Name, Tensor<T> Tensor)>();
        Gather("", static module => [.. module._parameters, .. module._buffers], named);
        var state = new OrderedDictionary<string, Tensor<T>>();
        foreach ((string name, Tensor<T> tensor) in named) state.Add(name, tensor);
        return state;
    }

    private void Gather(string prefix, Func<Module<T>, IEnumerable<(string, Tensor<T>)>> own, List<(string, Tensor<T>)> into)
    {
        foreach ((string name, Tensor<T> tensor) in own(this)) into.Add((prefix + name, tensor));
        foreach ((string name, Module<T> child) in _children) child.Gather($"{prefix}{name}.", own, into);
    }

    /// <summary>Copies saved numbers into the parameters and buffers of the same names.</summary>
    /// <param name="state">The numbers by name.</param>
    /// <param name="strict">Whether every name must be in both; if not, what is in only one of them is left alone.</param>
    /// <exception cref="ArgumentException">A name is missing or unknown, or a shape differs.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor<T>> state, bool strict = true)
    {
        OrderedDictionary<string, Tensor<T>> own = StateDict();
        string[] missing = [.. own.Keys.Where(name => !state.ContainsKey(name))], unknown = [.. state.Keys.Where(name => !own.ContainsKey(name))];
        if (strict && missing.Length + unknown.Length > 0)
            throw new ArgumentException($"LoadStateDict: missing in the saved state: {List(missing)}; unknown to this module: {List(unknown)}. With strict: false they are passed over.", nameof(state));
        foreach ((string name, Tensor<T> tensor) in own)
            if (state.TryGetValue(name, out Tensor<T>? saved) && saved.Shape != tensor.Shape)
                throw new ArgumentException($"LoadStateDict: '{name}' has shape {saved.Shape} in the saved state and {tensor.Shape} in this module.", nameof(state));
        foreach ((string name, Tensor<T> tensor) in own)
            if (state.TryGetValue(name, out Tensor<T>? saved)) tensor.Copy(saved);
    }

    private static string List(string[] names) => names.Length == 0 ? "none" : string.Join(", ", names.Take(5)) + (names.Length > 5 ? $" and {names.Length - 5} more" : "");

    /// <summary>Switches this module and its children to training.</summary>
    public void Train() => Switch(training: true);

    /// <summary>Switches this module and its children to use: no dropout, running statistics.</summary>
    public void Eval() => Switch(training: false);

    private void Switch(bool training)
    {
        IsTraining = training;
        foreach ((_, Module<T> child) in _children) child.Switch(training);
    }

    /// <summary>Forgets all gradients.</summary>
    public void ZeroGrad()
    {
        foreach ((_, Tensor<T> parameter) in _parameters) parameter.ZeroGrad();
        foreach ((_, Module<T> child) in _children) child.ZeroGrad();
    }
}

/// <summary>A module that makes one tensor of one tensor.</summary>
public abstract class Layer<T> : Module<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The layer's result for an input.</summary>
    public abstract Tensor<T> Forward(Tensor<T> x);
}
