"""Owns a Jinja environment that writes the same pages as Jinja's own, in two thirds of the time.

Does not own templates, or what they may call (`generator.outputs.templates`). A page of a factory is a thousand small
pieces, and there are thousands of factories, so what Jinja does for each piece counts.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from typing import Any, ClassVar

from jinja2 import BytecodeCache, Environment, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import do_striptags
from jinja2.runtime import Context
from markupsafe import Markup, escape


def written(value: object) -> str:
    """Return `value` as it stands in a page: `escape`, but markup is not copied on its way."""
    return value if type(value) is Markup else escape(value)


class _Code(CodeGenerator):
    """Python code of a template that calls `written` for each piece.

    Nothing that a filter makes of a constant is part of it: the next page may be in another language.
    """

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> str:
        """Return a piece that is the same in every page."""
        if not isinstance(node, nodes.TemplateData | nodes.Const):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        """Open the call for a piece; should Jinja name this step anew one day, its own call is used again."""
        if finalize.src is None and frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.written(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Context(Context):
    """What a template knows. Nothing that it calls asks for the context itself, so nothing is asked about that."""

    def call(
        self,
        called: Callable[..., Any],
        /,
        *values: Any,
        _block_vars: object = None,
        _loop_vars: object = None,
        **named: Any,
    ) -> Any:
        """Call a macro or a function; the variables of blocks and loops are for those that ask for the context."""
        return called(*values, **named)


class _Compiled(BytecodeCache):
    """Templates as this process has compiled them; a changed source is another template."""

    _known: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket of a template with its code, when it was compiled before."""
        if bucket.key + bucket.checksum in self._known:
            bucket.bytecode_from_string(self._known[bucket.key + bucket.checksum])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._known[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


class QuickEnvironment(Environment):
    """An environment whose templates share its globals: none of ours has globals of its own."""

    code_generator_class = _Code
    context_class = _Context
    written = staticmethod(written)

    def __init__(self, **options: Any) -> None:
        """Make an environment with the `options` of Jinja's own; a text that loses its tags often is read once."""
        super().__init__(**options, optimized=False, bytecode_cache=_Compiled())
        self.filters["striptags"] = lru_cache(maxsize=4096, typed=True)(do_striptags)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals as they are, so that an import of a macro need not search them again."""
        return super().make_globals(d) if d else self.globals
