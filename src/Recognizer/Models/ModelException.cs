namespace FaceStream.Recognizer.Models;

/// <summary>Why a model cannot be used.</summary>
public enum ModelFault
{
    /// <summary>The model, one of its files, or the package it is made from is not there.</summary>
    Missing,

    /// <summary>The manifest cannot be understood.</summary>
    Manifest,

    /// <summary>A file is not the one its pinned hash speaks of.</summary>
    Hash,

    /// <summary>The network cannot be loaded or run.</summary>
    Unusable,

    /// <summary>The network's tensors are not those its manifest promises.</summary>
    Shape,

    /// <summary>What the network computes is not a number, or not what one face alone gives.</summary>
    Output,

    /// <summary>The hardware that was asked for is not usable.</summary>
    Device,
}

/// <summary>A model cannot be used; the message names file, finding and remedy and can be shown as it is.</summary>
public sealed class ModelException(ModelFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What kind of trouble it is.</summary>
    public ModelFault Fault { get; } = fault;
}
