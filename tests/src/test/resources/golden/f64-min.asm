0000  66 0f 2e c1                    ucomisd xmm0, xmm1
0004  74 05                          je L1
0006  f2 0f 5d c1                    minsd xmm0, xmm1
L0:
000a  c3                             ret
L1:
000b  7a 05                          jp L2
000d  0f 56 c1                       orps xmm0, xmm1
0010  eb f8                          jmp L0
L2:
0012  f2 0f 58 c1                    addsd xmm0, xmm1
0016  eb f2                          jmp L0
