# SPDX-License-Identifier: GPL-3.0-or-later
"""Linear programmes, solved by libglpk, which the program itself needs."""
import ctypes

INF = float("inf")


class Glpk:
    """Columns with bounds and rows with bounds; lowest and highest value of a column."""

    library = None

    @classmethod
    def load(cls):
        for name in ("libglpk.so.40", "libglpk.so", "libglpk.dylib"):
            try:
                cls.library = ctypes.CDLL(name)
                break
            except OSError:
                continue
        if cls.library is None:
            return False
        lib = cls.library
        lib.glp_create_prob.restype = ctypes.c_void_p
        for f in ("glp_get_obj_val", "glp_get_col_prim"):
            getattr(lib, f).restype = ctypes.c_double
        lib.glp_term_out(0)
        return True

    def __init__(self, bounds, rows):
        lib = self.library
        self.n = len(bounds)
        self.problem = ctypes.c_void_p(lib.glp_create_prob())
        lib.glp_add_cols(self.problem, self.n)
        for i, (low, high) in enumerate(bounds):
            self._bound(lib.glp_set_col_bnds, i + 1, low, high)
        if rows:
            lib.glp_add_rows(self.problem, len(rows))
        for r, (terms, low, high) in enumerate(rows):
            n = len(terms)
            index = (ctypes.c_int * (n + 1))(0, *[i + 1 for i in terms])
            factor = (ctypes.c_double * (n + 1))(0.0, *[float(f) for f in terms.values()])
            self._bound(lib.glp_set_row_bnds, r + 1, low, high)
            lib.glp_set_mat_row(self.problem, r + 1, n, index, factor)
        lib.glp_adv_basis(self.problem, 0)
        self.parameters = ctypes.create_string_buffer(4096)
        lib.glp_init_smcp(self.parameters)
        ctypes.cast(self.parameters, ctypes.POINTER(ctypes.c_int))[0] = 0
        self.seen_low, self.seen_high = [INF] * self.n, [-INF] * self.n

    def _bound(self, function, index, low, high):
        kind = (5 if low == high else 4 if low > -INF and high < INF else
                2 if low > -INF else 3 if high < INF else 1)
        function(self.problem, index, kind, ctypes.c_double(low if low > -INF else 0),
                 ctypes.c_double(high if high < INF else 0))

    def close(self):
        self.library.glp_delete_prob(self.problem)

    def reach(self, column, highest):
        """INF where nothing bounds it; None if the solver fails."""
        lib = self.library
        lib.glp_set_obj_dir(self.problem, 2 if highest else 1)
        lib.glp_set_obj_coef(self.problem, column + 1, ctypes.c_double(1))
        status = lib.glp_simplex(self.problem, self.parameters)
        kind = lib.glp_get_status(self.problem)
        value = lib.glp_get_obj_val(self.problem)
        lib.glp_set_obj_coef(self.problem, column + 1, ctypes.c_double(0))
        if status != 0 or kind not in (5, 6):
            return None
        if kind == 6:
            return INF if highest else -INF
        for i in range(self.n):
            x = lib.glp_get_col_prim(self.problem, i + 1)
            self.seen_low[i] = min(self.seen_low[i], x)
            self.seen_high[i] = max(self.seen_high[i], x)
        return value
