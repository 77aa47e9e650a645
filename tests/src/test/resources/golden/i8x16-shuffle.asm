0000  c5 f9 60 c1                    vpunpcklbw xmm0, xmm0, xmm1
0004  c3                             ret
