0000  c5 fb 59 c0                    vmulsd xmm0, xmm0, xmm0
0004  c5 fb 59 05 14 00 00 00        vmulsd xmm0, xmm0, qword ptr [rip+0x14]  ; 0020
000c  c5 fb 58 05 14 00 00 00        vaddsd xmm0, xmm0, qword ptr [rip+0x14]  ; 0028
0014  c3                             ret
0015  cc cc cc
0018  cc cc cc cc cc cc cc cc
0020  00 00 00 00 00 00 0c 40
0028  00 00 00 00 00 00 f0 bf
