0000  f2 0f 2c c0                    cvttsd2si eax, xmm0
0004  83 f8 01                       cmp eax, 0x1
0007  70 01                          jo L1
L0:
0009  c3                             ret
L1:
000a  66 0f 2e c0                    ucomisd xmm0, xmm0
000e  7a 17                          jp L2
0010  66 0f 2e 05 28 00 00 00        ucomisd xmm0, qword ptr [rip+0x28]  ; 0040
0018  76 12                          jbe L3
001a  45 0f 57 ff                    xorps xmm15, xmm15
001e  66 41 0f 2e c7                 ucomisd xmm0, xmm15
0023  77 07                          ja L3
0025  eb e2                          jmp L0
L2:
0027  e8 00 00 00 00                 call trap: invalid conversion to integer
L3:
002c  e8 00 00 00 00                 call trap: integer overflow
0031  cc cc cc cc cc cc cc
0038  cc cc cc cc cc cc cc cc
0040  00 00 20 00 00 00 e0 c1
