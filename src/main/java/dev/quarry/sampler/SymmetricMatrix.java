package dev.quarry.sampler;

/** The eigenvectors of a symmetric matrix, by cyclic rotations (Jacobi 1846; Golub and Van Loan, algorithm 8.4.3). */
final class SymmetricMatrix {

    private static final int MOST_SWEEPS = 60;

    /** The eigenvalues, in no order. */
    final double[] values;

    /** The eigenvectors, one a column, in the order of their values. */
    final double[][] vectors;

    SymmetricMatrix(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][];
        vectors = new double[n][n];
        for (int i = 0; i < n; i++) {
            a[i] = matrix[i].clone();
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a) > 0; sweep++) {
            for (int p = 0; p < n - 1; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, p, q);
                }
            }
        }
        values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = a[i][i];
        }
    }

    private static double offDiagonal(double[][] a) {
        double off = 0;
        double diagonal = 0;
        for (int i = 0; i < a.length; i++) {
            diagonal += a[i][i] * a[i][i];
            for (int j = 0; j < i; j++) {
                off += a[i][j] * a[i][j];
            }
        }
        return off <= 1e-30 * diagonal ? 0 : off;
    }

    private void rotate(double[][] a, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = c * kp - s * kq;
            a[k][q] = s * kp + c * kq;
        }
        for (int k = 0; k < a.length; k++) {
            double pk = a[p][k];
            double qk = a[q][k];
            a[p][k] = c * pk - s * qk;
            a[q][k] = s * pk + c * qk;
            double vp = vectors[k][p];
            double vq = vectors[k][q];
            vectors[k][p] = c * vp - s * vq;
            vectors[k][q] = s * vp + c * vq;
        }
    }
}
