namespace FromScratch.Neural;

/// <summary>The function a layer applies to each of its sums; <see cref="Activations"/> computes them.</summary>
public enum Act
{
    /// <summary>x: no bend at all.</summary>
    Identity,

    /// <summary>1 from 0 on, 0 below.</summary>
    Step,

    /// <summary>1/(1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x above 0, 0.01·x below.</summary>
    LeakyRelu,

    /// <summary>x above 0, eˣ − 1 below.</summary>
    Elu,

    /// <summary>ln(1 + eˣ).</summary>
    Softplus,

    /// <summary>x·sigmoid(x).</summary>
    Silu,

    /// <summary>x·Φ(x), with the normal distribution's Φ.</summary>
    Gelu,
}
